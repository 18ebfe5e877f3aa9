import { type TimeResolvedJob, type TimeResolvedRun, timeResolvedSpectroscopy } from "@gammakit/analysis";
import { GammakitError, nearest, type WrittenFile } from "@gammakit/core";
import { inflateNode, sha256Node } from "@gammakit/io/node";
import { exitCode } from "../exit-code.ts";
import { folderOf, loadRegistry } from "../job/config.ts";
import { folderOpener } from "../job/open-folder.ts";
import { readJob } from "../job/read-job.ts";
import { progressLine } from "../output/progress.ts";
import { checkResultFolder, writeResultFolder } from "../output/result-folder.ts";
import { summarize } from "../output/summary.ts";
import { tableFiles } from "../output/table-files.ts";

/** Options of `gammakit run`. */
export interface RunOptions {
  readonly out?: string;
  readonly only?: string;
  readonly overwrite?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly config?: string;
}

const parts = ["json", "table"] as const;
type Part = (typeof parts)[number];

const jobs = ["time-resolved-spectroscopy"];

/** Runs a job file. */
export async function run(path: string, options: RunOptions): Promise<number> {
  const wanted = parseParts(options.only);
  if (options.out === undefined && !options.json) {
    throw new GammakitError("invalid-input", "Where to? Give a folder with --out, or print the result with --json.");
  }
  if (options.out !== undefined) checkResultFolder(options.out, options.overwrite ?? false);
  const job = await readJob(path);
  checkJobName(job.job);
  const controller = new AbortController();
  const interrupt = () => controller.abort(new GammakitError("aborted", "Interrupted."));
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const progress = progressLine(!options.quiet && !options.json);
  try {
    const done = await timeResolvedSpectroscopy(job as TimeResolvedJob, {
      openFolder: folderOpener(folderOf(path)),
      inflate: inflateNode,
      sha256: sha256Node,
      registry: await loadRegistry(options.config, folderOf(path)),
      versions: { node: process.version },
      context: {
        signal: controller.signal,
        onProgress: (count, total) => progress.update(`gammakit: ${count} of ${total ?? "?"}`),
      },
    });
    controller.signal.throwIfAborted();
    const { out } = options;
    if (out !== undefined) await writeResultFolder(out, outputFiles(done, wanted));
    progress.clear();
    await tell(done, options);
    const failed = done.result.bins.some((bin) => !bin.success);
    return failed && options.strict ? exitCode.notConverged : exitCode.done;
  } finally {
    progress.clear();
    process.removeListener("SIGINT", interrupt);
    process.removeListener("SIGTERM", interrupt);
  }
}

function parseParts(only: string | undefined): ReadonlySet<Part> {
  if (only === undefined) return new Set(parts);
  const names = only.split(",").map((name) => name.trim());
  for (const name of names) {
    if (!(parts as readonly string[]).includes(name)) {
      const guess = nearest(name, parts);
      const hint = guess === undefined ? `Known: ${parts.join(", ")}.` : `Did you mean "${guess}"?`;
      throw new GammakitError("invalid-input", `--only: there is no part "${name}". ${hint}`, { name });
    }
  }
  return new Set(names as Part[]);
}

function checkJobName(name: unknown): void {
  if (typeof name === "string" && jobs.includes(name)) return;
  const guess = typeof name === "string" ? nearest(name, jobs) : undefined;
  const what = name === undefined ? "job: is missing" : `job: there is no job ${JSON.stringify(name)}`;
  const hint = guess === undefined ? `Known: ${jobs.join(", ")}.` : `Did you mean "${guess}"?`;
  throw new GammakitError("invalid-input", `${what}. ${hint}`, { job: name });
}

function outputFiles({ result, table }: TimeResolvedRun, wanted: ReadonlySet<Part>): readonly WrittenFile[] {
  const json = () => new TextEncoder().encode(`${JSON.stringify(result, null, 1)}\n`);
  return [
    ...(wanted.has("json") ? [{ name: "result.json", bytes: json() }] : []),
    ...(wanted.has("table") ? tableFiles(table, "table") : []),
  ];
}

async function tell({ result, table }: TimeResolvedRun, options: RunOptions): Promise<void> {
  if (options.json) {
    await new Promise<void>((resolve, reject) =>
      process.stdout.write(`${JSON.stringify(result)}\n`, (error) => (error ? reject(error) : resolve())),
    );
    return;
  }
  if (options.quiet) return;
  process.stdout.write(summarize(result, table, options.out, process.stdout.columns ?? 100));
}
