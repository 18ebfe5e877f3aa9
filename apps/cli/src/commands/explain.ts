import { exitCode } from "../exit-code.ts";
import { folderOf, loadRegistry } from "../job/config.ts";
import { readJob } from "../job/read-job.ts";
import { kindOf } from "../jobs/kinds.ts";
import { printableLines } from "../output/printable.ts";
import { shellWord } from "../output/shell-word.ts";

/** Tells what a job would do. Reads indexes and the tables of models, no data. */
export async function explain(
  path: string,
  { json, config, out }: { readonly json?: boolean; readonly config?: string; readonly out?: string },
): Promise<number> {
  const job = readJob(path);
  const kind = await kindOf(job);
  const base = folderOf(path);
  const { content, words, files } = await kind.explain(job, await loadRegistry(config, base), base);
  if (json) process.stdout.write(`${JSON.stringify({ ...content, files })}\n`);
  else {
    const lines = [
      `${path} would do this (${job.job}):`,
      "",
      ...words(process.stdout.columns ?? 100),
      `Writes: ${files.join(", ")}.`,
      `Run it: gammakit run ${shellWord(path)} --out ${shellWord(out ?? "results")}`,
    ];
    process.stdout.write(`${printableLines(lines.join("\n"))}\n`);
  }
  return exitCode.done;
}
