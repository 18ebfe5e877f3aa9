import { hostname } from "node:os";
import manifest from "../package.json" with { type: "json" };
import type { PluginVersion } from "./plugins/plugin-versions.ts";

/** What must be the same where a task is sent from and where it runs, or the bits might differ. */
export interface Identity {
  /** Version of gammakit: all of its packages have one. */
  readonly gammakit: string;
  /** Major version of Node. */
  readonly node: number;
  /** Those that a job needs, those that a worker has. */
  readonly plugins: readonly PluginVersion[];
  readonly host: string;
  readonly pid: number;
}

/** What a run says about itself: who sends it, and after how long [ms] a silent worker counts as lost. */
export interface RunNote extends Identity {
  readonly lostAfter: number;
}

/** What a worker says about itself. */
export interface WorkerNote extends Identity {
  readonly threads: number;
}

/** Who this process is. */
export function identityWith(plugins: readonly PluginVersion[]): Identity {
  const node = Number(process.versions.node.split(".")[0]);
  return { gammakit: manifest.version, node, plugins, host: hostname(), pid: process.pid };
}

/** Why a worker can't work for a run, in words with what to do; undefined where it can. */
export function unsuited(worker: Identity, run: Identity): string | undefined {
  if (worker.gammakit !== run.gammakit) {
    return `it has gammakit ${worker.gammakit}, the job ${run.gammakit} (install the same on both)`;
  }
  if (worker.node !== run.node) return `it has Node ${worker.node}, the job Node ${run.node} (run both with the same)`;
  const missing = run.plugins.filter(({ name }) => worker.plugins.every((other) => other.name !== name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(", ");
    return `it lacks the plugin${missing.length > 1 ? "s" : ""} ${names} (list it in the gammakit.config.mjs there)`;
  }
  for (const wanted of run.plugins) {
    const found = worker.plugins.filter(({ name }) => name === wanted.name).map((has) => otherVersion(has, wanted));
    if (!found.includes(undefined)) return found[0];
  }
  return undefined;
}

/** How a plugin differs from the one that a run wants, in words with what to do; undefined where it doesn't. */
function otherVersion(has: PluginVersion, wanted: PluginVersion): string | undefined {
  const { name } = wanted;
  if (has.version !== wanted.version) {
    const isFile = /content/.test(has.version + wanted.version);
    const advice = isFile ? "bring the same files to both" : "install the same on both";
    return `it has the plugin ${name} ${has.version}, the job ${name} ${wanted.version} (${advice}, and start the worker again)`;
  }
  const [lacks] = wanted.needs.filter((need) => !has.needs.includes(need));
  const [odd] = has.needs.filter((need) => !wanted.needs.includes(need));
  if (lacks === undefined && odd === undefined) return undefined;
  const nameIn = (need: string | undefined) => need?.split(" ")[0];
  const instead = has.needs.find((need) => nameIn(need) === nameIn(lacks)) ?? (lacks === undefined ? odd : undefined);
  const both = `its plugin ${name} works with ${instead ?? `no ${nameIn(lacks)}`}, that of the job with ${lacks ?? `no ${nameIn(odd)}`}`;
  return `${both} (install the same on both, and start the worker again)`;
}

/** A worker by its place. */
export function placeOf({ host, pid }: Identity): string {
  return `${host} (process ${pid})`;
}

/** What a note in Redis says; undefined for what is none. */
export function parseNote<Note extends Identity>(text: string | null): Note | undefined {
  if (text === null) return undefined;
  try {
    const note = JSON.parse(text) as Partial<Note> | null;
    const isNote = typeof note?.gammakit === "string" && typeof note.node === "number" && Array.isArray(note.plugins);
    return isNote && note.plugins?.every(isPluginVersion) ? (note as Note) : undefined;
  } catch {
    return undefined;
  }
}

function isPluginVersion(value: Partial<PluginVersion> | null): boolean {
  const { name, version, needs } = value ?? {};
  return [name, version, ...(Array.isArray(needs) ? needs : [needs])].every((word) => typeof word === "string");
}
