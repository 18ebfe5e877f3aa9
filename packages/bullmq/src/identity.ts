import { hostname } from "node:os";
import manifest from "../package.json" with { type: "json" };

/** What must be the same where a task is sent from and where it runs, or the bits might differ. */
export interface Identity {
  /** Version of gammakit: all of its packages have one. */
  readonly gammakit: string;
  /** Major version of Node. */
  readonly node: number;
  /** Names of plugins: those that a job needs, those that a worker has. */
  readonly plugins: readonly string[];
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
export function identityWith(plugins: readonly string[]): Identity {
  const node = Number(process.versions.node.split(".")[0]);
  return { gammakit: manifest.version, node, plugins, host: hostname(), pid: process.pid };
}

/** Why a worker can't work for a run, in words; undefined where it can. */
export function unsuited(worker: Identity, run: Identity): string | undefined {
  if (worker.gammakit !== run.gammakit) return `it has gammakit ${worker.gammakit}, the job ${run.gammakit}`;
  if (worker.node !== run.node) return `it has Node ${worker.node}, the job Node ${run.node}`;
  const missing = run.plugins.filter((name) => !worker.plugins.includes(name));
  if (missing.length === 0) return undefined;
  return `it lacks the plugin${missing.length > 1 ? "s" : ""} ${missing.join(", ")} (list it in the gammakit.config.mjs there)`;
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
    return isNote ? (note as Note) : undefined;
  } catch {
    return undefined;
  }
}
