import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type SelfTestPart, selfTest } from "@gammakit/analysis";
import type { Registry } from "@gammakit/core";
import type { DataSet } from "../download/catalog.ts";
import { exitCode } from "../exit-code.ts";
import { folderOf, loadRegistry } from "../job/config.ts";
import { readJob } from "../job/read-job.ts";
import { kindOf } from "../jobs/kinds.ts";
import { type Installation, installationWords } from "../output/installation.ts";
import { shellWord } from "../output/shell-word.ts";

/** Options of `gammakit check`. */
export interface CheckOptions {
  readonly json?: boolean;
  readonly config?: string;
}

/** Checks a job without running it; without a job, tells what is installed, where data are and what is missing, and tests itself. */
export async function check(path: string | undefined, options: CheckOptions, version: string): Promise<number> {
  const registry = await loadRegistry(options.config, path === undefined ? process.cwd() : folderOf(path));
  if (path !== undefined) return checkJob(path, registry, options);
  const installation = await examine(registry, version);
  const text = options.json ? JSON.stringify(installation) : installationWords(installation).join("\n");
  process.stdout.write(`${text}\n`);
  return installation.selfTest.every(({ ok }) => ok) ? exitCode.done : exitCode.fault;
}

async function checkJob(path: string, registry: Registry, { json }: CheckOptions): Promise<number> {
  const job = readJob(path);
  const kind = await kindOf(job);
  const words = `${path}: the job can be run: ${await kind.check(job, registry, folderOf(path))}.`;
  const next = `Run it: gammakit run ${shellWord(path)} --out results`;
  process.stdout.write(json ? `${JSON.stringify({ job: path, ok: true })}\n` : `${words}\n${next}\n`);
  return exitCode.done;
}

async function examine(registry: Registry, version: string): Promise<Installation> {
  const { dataSets } = await import("../download/catalog.ts");
  const folder = process.env.GAMMAPY_DATA || null;
  const parts: readonly SelfTestPart[] = await selfTest(registry);
  return {
    versions: {
      gammakit: version,
      node: process.version,
      "@resvg/resvg-js": versionOf("@resvg/resvg-js"),
      "dejavu-fonts-ttf": versionOf("dejavu-fonts-ttf"),
    },
    plugins: registry.plugins.map(({ name, extensions }) => ({ name, extensions: extensions.length })),
    data: {
      GAMMAPY_DATA: folder,
      found: folder !== null && existsSync(folder),
      sets: await Promise.all(dataSets.map((set) => examineSet(set, folder))),
    },
    selfTest: parts,
  };
}

/** The version of a package that is installed beside the program; null where it is missing. */
function versionOf(name: string): string | null {
  try {
    const manifest: unknown = createRequire(import.meta.url)(`${name}/package.json`);
    return String((manifest as { readonly version?: unknown }).version);
  } catch {
    return null;
  }
}

/** Whether the files of a set are there, by their names and sizes. */
async function examineSet(
  { id, use, files }: DataSet,
  folder: string | null,
): Promise<Installation["data"]["sets"][number]> {
  const data = files.filter(({ isText }) => !isText);
  const there = await Promise.all(
    data.map(async ({ path, size }) => {
      const found = folder === null ? undefined : await stat(join(folder, path)).catch(() => undefined);
      return found?.size === size;
    }),
  );
  return { id, use, files: data.length, missing: there.filter((isThere) => !isThere).length };
}
