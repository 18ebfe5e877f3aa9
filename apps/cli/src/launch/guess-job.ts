import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type JobName, jobNames } from "../init/job-names.ts";
import { isAddress, locate } from "../job/locate.ts";

/**
 * What a look at the text of a job file tells, which may be nothing. The program, which is not there yet, reads the job properly, and makes
 * no use of what has been guessed wrong.
 */
export interface GuessedJob {
  readonly kind?: JobName | undefined;
  /** Path of the map that it is of; undefined also where that is on the web. */
  readonly dataset?: string | undefined;
}

/** A line at the left edge of YAML, or one of JSON. */
const kindLine = /^(?:job| *"job") *: *["']?([\w-]+)/m;
const datasetLine = /^(?:dataset| *"dataset") *: *["']?([^"'#\n]*[^"'#\s,])/m;

/** Longer job files [bytes] are not looked at. */
const largestJob = 2 ** 16;

/** What is to be seen of the job that the arguments say to run. */
export function guessJob(args: readonly string[]): GuessedJob {
  const job = args.find((arg) => /^[^-].*\.(ya?ml|json)$/i.test(arg));
  if (args[0] !== "run" || job === undefined || args.includes("--explain")) return {};
  try {
    const found = statSync(job);
    if (!found.isFile() || found.size > largestJob) return {};
    const text = readFileSync(job, "utf8");
    const [, named] = kindLine.exec(text) ?? [];
    return { kind: jobNames.find((name) => name === named), dataset: datasetIn(text, job) };
  } catch {
    return {};
  }
}

/** Undefined also where a variable of the path is not set. */
function datasetIn(text: string, job: string): string | undefined {
  const [, name] = datasetLine.exec(text) ?? [];
  if (name === undefined) return undefined;
  try {
    const path = locate(name, dirname(resolve(job)), "dataset");
    return isAddress(path) ? undefined : path;
  } catch {
    return undefined;
  }
}
