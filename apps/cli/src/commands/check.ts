import { existsSync } from "node:fs";
import { exitCode } from "../exit-code.ts";
import { folderOf, loadRegistry } from "../job/config.ts";
import { readJob } from "../job/read-job.ts";
import { kindOf } from "../jobs/kinds.ts";

/** Options of `gammakit check`. */
export interface CheckOptions {
  readonly json?: boolean;
  readonly config?: string;
}

/** Checks a job without running it; without a job, tells what is installed and where data are. */
export async function check(path: string | undefined, options: CheckOptions, version: string): Promise<number> {
  const registry = await loadRegistry(options.config, path === undefined ? process.cwd() : folderOf(path));
  if (path !== undefined) {
    const job = await readJob(path);
    const kind = await kindOf(job);
    const words = `${path}: the job can be run: ${await kind.check(job, registry, folderOf(path))}.`;
    process.stdout.write(options.json ? `${JSON.stringify({ job: path, ok: true })}\n` : `${words}\n`);
    return exitCode.done;
  }
  const data = process.env.GAMMAPY_DATA;
  const report = {
    versions: { gammakit: version, node: process.version },
    plugins: registry.plugins.map(({ name }) => name),
    data: { GAMMAPY_DATA: data ?? null, found: data !== undefined && existsSync(data) },
  };
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : describe(report));
  return exitCode.done;
}

interface Report {
  readonly versions: Readonly<Record<string, string>>;
  readonly plugins: readonly string[];
  readonly data: { readonly GAMMAPY_DATA: string | null; readonly found: boolean };
}

function describe({ versions, plugins, data }: Report): string {
  const where =
    data.GAMMAPY_DATA === null
      ? "not set; jobs that name $GAMMAPY_DATA need it (export GAMMAPY_DATA=/path/to/data)"
      : `${data.GAMMAPY_DATA}${data.found ? "" : " (there is no such folder)"}`;
  const lines = [
    ...Object.entries(versions).map(([name, version]) => `${name} ${version}`),
    `plugins: ${plugins.join(", ")}`,
    `GAMMAPY_DATA: ${where}`,
  ];
  return `${lines.join("\n")}\n`;
}
