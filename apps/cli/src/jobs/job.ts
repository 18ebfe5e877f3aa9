import type { JobHost } from "@gammakit/analysis";
import type { Registry, WrittenFile } from "@gammakit/core";
import type { EarlyRead } from "./early-read.ts";

/** What a job has come to. */
export interface JobOutcome {
  /** The content of result.json. */
  readonly result: object;
  /** Whether everything that was asked for could be fitted. */
  readonly complete: boolean;
  /** The tables in every format. */
  tables(): Promise<readonly WrittenFile[]>;
  /** What is shown on the terminal, in lines of `width` characters. */
  summary(width: number): Promise<readonly string[]>;
}

/** A kind of job: what the command line needs to know of it. */
export interface JobKind {
  /** Checks a job without running it, and tells in words what it would do. Relative paths begin at `base`. */
  check(job: object, registry: Registry, base: string): Promise<string>;
  /** Runs a job. Relative paths begin at `base`; `early` is what is being read already. */
  run(job: object, host: JobHost, base: string, early?: EarlyRead): Promise<JobOutcome>;
}
