import { GammakitError, nearest, type WrittenFile } from "@gammakit/core";
import { sha256Node } from "@gammakit/io/node";
import { executorOf } from "../executors/executors.ts";
import { exitCode } from "../exit-code.ts";
import { configOf, folderOf, loadRegistry } from "../job/config.ts";
import { inflater } from "../job/inflater.ts";
import { readJob } from "../job/read-job.ts";
import { readEarly } from "../jobs/early-read.ts";
import type { JobOutcome } from "../jobs/job.ts";
import { kindOf } from "../jobs/kinds.ts";
import type { BegunFile } from "../launch/begin-file.ts";
import { now } from "../output/now.ts";
import { printable, printableLines } from "../output/printable.ts";
import { progressLine } from "../output/progress.ts";
import { checkResultFolder, writeResultFolder } from "../output/result-folder.ts";

/** Options of `gammakit run`. */
export interface RunOptions {
  readonly out?: string;
  readonly only?: string;
  readonly overwrite?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly explain?: boolean;
  readonly config?: string;
  readonly executor?: string;
  readonly workers?: number;
  readonly redis?: string;
  readonly redisCa?: string;
}

const parts = ["json", "table", "figures", "report"] as const;
type Part = (typeof parts)[number];

/** Runs a job file; `begun` is what it may be about to read. */
export async function run(path: string, options: RunOptions, begun?: BegunFile): Promise<number> {
  const wanted = parseParts(options.only);
  const makeExecutor = executorOf(options);
  if (options.explain) return (await import("./explain.ts")).explain(path, options);
  if (options.out === undefined && !options.json) {
    throw new GammakitError("invalid-input", "Where to? Give a folder with --out, or print the result with --json.");
  }
  if (options.out !== undefined) checkResultFolder(options.out, options.overwrite ?? false);
  const job = readJob(path);
  const base = folderOf(path);
  // Before any data are read: it may be that a job can't run there.
  const executor = await makeExecutor(configOf(options.config, base));
  const controller = new AbortController();
  const interrupt = () => controller.abort(new GammakitError("aborted", "Interrupted."));
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const progress = progressLine(!options.quiet && !options.json);
  try {
    const early = readEarly(job, base, "dataset", begun);
    const kind = await kindOf(job);
    const host = {
      inflate: inflater(),
      sha256: sha256Node,
      registry: await loadRegistry(options.config, base),
      versions: { node: process.version },
      now,
      context: {
        signal: controller.signal,
        onProgress: progress.update,
        ...(executor && { executor }),
      },
    };
    const figures = options.out !== undefined && (wanted.has("figures") || wanted.has("report"));
    const done = await kind.run(job, host, base, { figures }, early);
    controller.signal.throwIfAborted();
    const { out } = options;
    if (out !== undefined) {
      // Figures of many intervals take a while to draw.
      const files = await unlessAborted(controller.signal, outputFiles(done, wanted));
      writeResultFolder(out, files, options.overwrite ?? false);
    }
    progress.clear();
    await tell(done, options);
    if (done.fitted === "all" || !options.strict) return exitCode.done;
    if (done.fitted === "nothing") process.stderr.write(`gammakit: --strict: ${printable(nothingFitted(done))}\n`);
    return exitCode.notConverged;
  } finally {
    progress.clear();
    await executor?.close();
    process.removeListener("SIGINT", interrupt);
    process.removeListener("SIGTERM", interrupt);
  }
}

/** What `work` gives; throws what `signal` is aborted with as soon as it is. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
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

async function outputFiles(
  { result, files, tables, drawings }: JobOutcome,
  wanted: ReadonlySet<Part>,
): Promise<readonly WrittenFile[]> {
  const drawn = wanted.has("figures") || wanted.has("report") ? await drawings() : undefined;
  const others = [
    ...(wanted.has("table") ? await tables() : []),
    ...files.map(({ name, bytes }) => ({ name: `outputs/${name}`, bytes })),
    ...(drawn && wanted.has("figures") ? await drawn.figures() : []),
    ...(drawn && wanted.has("report") ? [drawn.report()] : []),
  ];
  if (!wanted.has("json")) return others;
  // By this list, --overwrite tells an earlier result from what somebody has put beside it.
  const provenance = { ...result.provenance, outputs: others.map(({ name }) => name) };
  const text = `${JSON.stringify({ ...result, provenance }, null, 1)}\n`;
  return [{ name: "result.json", bytes: new TextEncoder().encode(text) }, ...others];
}

/** Why nothing was fitted, as the first of the warnings has it that is no mere assumption. */
function nothingFitted({ result: { warnings } }: JobOutcome): string {
  const why = warnings.find(({ code }) => code !== "assumed");
  return ["Nothing was fitted.", ...(why ? [why.message] : [])].join(" ");
}

/** What was read and how long each stage took. */
function provenanceLines({ provenance }: JobOutcome["result"]): readonly string[] {
  const { inputs, durations, plugins } = provenance;
  return [
    `Plugins: ${plugins.join(", ")}`,
    ...inputs.map(({ name, size }) => `Read: ${name} (${size} bytes)`),
    ...Object.entries(durations).map(([stage, seconds]) => `Time: ${stage} ${seconds.toFixed(3)} s`),
  ];
}

async function tell({ result, summary }: JobOutcome, { json, quiet, verbose, out }: RunOptions): Promise<void> {
  if (json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  if (quiet) return;
  const lines = [
    ...(await summary(process.stdout.columns ?? 100)),
    ...(verbose ? provenanceLines(result) : []),
    ...(out === undefined ? [] : [`Results: ${out}`]),
  ];
  process.stdout.write(`${printableLines(lines.join("\n"))}\n`);
}
