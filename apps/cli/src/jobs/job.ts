import type { JobHost, Provenance } from "@gammakit/analysis";
import type { Registry, WrittenFile } from "@gammakit/core";
import type { EarlyRead } from "./early-read.ts";

/** What a job has come to. */
export interface JobOutcome {
  /** The content of result.json. */
  readonly result: {
    readonly provenance: Provenance;
    readonly warnings: readonly { readonly code: string; readonly message: string }[];
  };
  readonly fitted: Fitted;
  /** Further files that the job asks for. */
  readonly files: readonly WrittenFile[];
  /** The tables in every format. */
  tables(): Promise<readonly WrittenFile[]>;
  /** The figures as files, and what a report tells of them; each is drawn when it is asked for. */
  drawings(): Promise<Drawings>;
  /** What is shown on the terminal, in lines of `width` characters. */
  summary(width: number): Promise<readonly string[]>;
}

/** How much of what was asked for could be fitted. */
export type Fitted = "all" | "not all" | "nothing";

/** The same of single fits, by whether they converged: none where there were no data, or none that could be used. */
export function fittedOf(successes: readonly boolean[]): Fitted {
  if (!successes.includes(true)) return "nothing";
  return successes.includes(false) ? "not all" : "all";
}

/** What a job draws. */
interface Drawings {
  figures(): Promise<readonly WrittenFile[]>;
  report(): WrittenFile;
}

/** What is asked of a job besides its numbers. */
interface JobWishes {
  /** Figures, or a report that has them. */
  readonly figures: boolean;
}

/** What every job writes. */
const everyFile = ["result.json", "table (.ecsv, .csv, .fits, .vot, .md)", "figures/", "report.html"];

/** What a job writes: what every job does, `own`, and the files that it names. */
export function filesOf(job: Readonly<Record<string, unknown>>, ...own: readonly string[]): readonly string[] {
  const outputs = job.outputs as readonly (string | { readonly file: string })[];
  return [
    ...everyFile,
    ...own,
    ...outputs.map((output) => `outputs/${typeof output === "string" ? output : output.file}`),
  ];
}

/** What a job would do. */
interface JobExplanation {
  /** As data. */
  readonly content: object;
  /** What it would write. */
  readonly files: readonly string[];
  /** In lines of `width` characters. */
  words(width: number): readonly string[];
}

/** Where a job runs. */
interface ProgramHost extends JobHost {
  readonly registry: Registry;
}

/** A kind of job: what the command line needs to know of it. */
export interface JobKind {
  /** Checks a job without running it, and tells in words what it would do. Relative paths begin at `base`. */
  check(job: object, registry: Registry, base: string): Promise<string>;
  /** Tells what a job would do, from indexes alone. Relative paths begin at `base`. */
  explain(job: object, registry: Registry, base: string): Promise<JobExplanation>;
  /** Runs a job. Relative paths begin at `base`; `early` is what is being read already. */
  run(job: object, host: ProgramHost, base: string, wishes: JobWishes, early?: EarlyRead): Promise<JobOutcome>;
}

/** Which models a job compares with its own, after a comma; nothing where there is none. */
export function comparedText(compareWith: readonly { readonly id: string }[]): string {
  return compareWith.length === 0 ? "" : `, compared with ${compareWith.map(({ id }) => id).join(", ")}`;
}
