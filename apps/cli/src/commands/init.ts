import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import {
  planFluxPointsFit,
  planFluxProfile,
  planLightCurve,
  planSpectrum,
  planSpectrumFiles,
  planTimeResolved,
  planToys,
} from "@gammakit/analysis";
import { GammakitError, nearest, type Registry } from "@gammakit/core";
import { parseYaml } from "@gammakit/io";
import { exitCode } from "../exit-code.ts";
import type { AnswerKey, Answers, Template } from "../init/answers.ts";
import { type Asker, createAsker } from "../init/asker.ts";
import { type JobName, jobNames as names } from "../init/job-names.ts";
import { templates } from "../init/templates.ts";
import { folderOf, loadRegistry } from "../job/config.ts";
import { withToyedJob } from "../jobs/toys.ts";
import { shellWord } from "../output/shell-word.ts";

/** Options of `gammakit init`: answers, and where the file goes. */
export interface InitOptions extends Partial<Answers> {
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly defaults?: boolean;
  readonly json?: boolean;
}

/** Writes a job file with comments. Asks for what no flag says, on a terminal; elsewhere the public data are the answer. */
export async function init(name: string | undefined, options: InitOptions): Promise<number> {
  const asker = options.defaults ? undefined : createAsker();
  try {
    const job = name === undefined ? await askName(asker) : jobNamed(name);
    const template = templates[job];
    checkFlags(job, template, options);
    const out = options.out ?? `${job}.yaml`;
    refuseExisting(out, options.overwrite ?? false);
    const answers = await ask(template, options, asker);
    const text = template.write(answers, shellWord(out));
    await checkText(text, out, job);
    await write(out, text, options.overwrite ?? false);
    const next = `gammakit run ${shellWord(out)} --explain`;
    process.stdout.write(options.json ? `${JSON.stringify({ job, file: out })}\n` : `Written: ${out}\nNext: ${next}\n`);
    return exitCode.done;
  } finally {
    asker?.close();
  }
}

function jobNamed(name: string): JobName {
  const job = names.find((known) => known === name);
  if (job !== undefined) return job;
  const guess = nearest(name, names) ?? names.find((known) => name !== "" && known.startsWith(name));
  const hint = guess === undefined ? `Known: ${names.join(", ")}.` : `Did you mean "${guess}"?`;
  throw new GammakitError("invalid-input", `There is no job ${JSON.stringify(name)}. ${hint}`, { name });
}

async function askName(asker: Asker | undefined): Promise<JobName> {
  if (asker === undefined) {
    const list = names.map((name) => `  gammakit init ${name}    ${templates[name].summary}`);
    throw new GammakitError("invalid-input", `Which job?\n${list.join("\n")}`);
  }
  process.stderr.write(`${names.map((name, i) => `  ${i + 1}  ${name}: ${templates[name].summary}`).join("\n")}\n`);
  for (;;) {
    const answer = (await asker.ask("Which job? [1] ")) || "1";
    const found = names[Number(answer) - 1] ?? names.find((name) => name === answer);
    if (found !== undefined) return found;
  }
}

/** A flag that has no place in a job is a mistake, not a wish. */
function checkFlags(job: string, { questions }: Template, options: InitOptions): void {
  const all = new Set(names.flatMap((name) => templates[name].questions.map(({ key }) => key)));
  for (const key of all) {
    if (options[key] === undefined || questions.some((question) => question.key === key)) continue;
    const known = questions.map((question) => `--${question.key}`).join(", ");
    throw new GammakitError("invalid-input", `--${key} has no place in a job ${job}, which has ${known}.`, { key });
  }
}

async function ask({ questions }: Template, options: InitOptions, asker: Asker | undefined): Promise<Answers> {
  const answers: Partial<Record<AnswerKey, string>> = {};
  for (const { key, words, usual } of questions) {
    const given = options[key];
    answers[key] = given ?? ((await asker?.ask(`${words} [${usual}] `)) || usual);
  }
  return answers as Answers;
}

function refuseExisting(out: string, overwrite: boolean): void {
  if (overwrite || !existsSync(out)) return;
  throw new GammakitError("invalid-input", `${out} exists. Name another file with --out, or add --overwrite.`, { out });
}

/** The job is checked before it is written, so that what is written can be run. */
async function checkText(text: string, out: string, job: JobName): Promise<void> {
  const registry: Registry = await loadRegistry(undefined, process.cwd());
  const content = parseYaml(text, out);
  plans[job](job === "toys" ? withToyedJob(content as object, folderOf(out)).job : content, registry);
}

const plans: Readonly<Record<JobName, (job: unknown, registry: Registry) => unknown>> = {
  "time-resolved-spectroscopy": planTimeResolved,
  "light-curve": planLightCurve,
  spectrum: planSpectrum,
  "spectrum-files": planSpectrumFiles,
  "flux-points-fit": planFluxPointsFit,
  "flux-profile": planFluxProfile,
  toys: planToys,
};

async function write(out: string, text: string, overwrite: boolean): Promise<void> {
  try {
    await writeFile(out, text, { flag: overwrite ? "w" : "wx" });
  } catch (error) {
    throw new GammakitError("io", `${out} can't be written: ${(error as Error).message}`, { out }, error);
  }
}
