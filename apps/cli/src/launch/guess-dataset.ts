import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isAddress, locate } from "../job/locate.ts";

/** A line at the left edge of YAML, or one of JSON. */
const datasetLine = /^(?:dataset| *"dataset") *: *["']?([^"'#\n]*[^"'#\s,])/m;

/** Longer job files [bytes] are not looked at. */
const largestJob = 2 ** 16;

/**
 * Path of the map that a job to be run is of, by a look at its text. The program, which is not there yet, reads the job properly, and
 * makes no use of what has been guessed wrong. Undefined where nothing is to be seen, or the map is on the web.
 */
export function guessDataset(args: readonly string[]): string | undefined {
  const job = args.find((arg) => /^[^-].*\.(ya?ml|json)$/i.test(arg));
  if (args[0] !== "run" || job === undefined || args.includes("--explain")) return undefined;
  try {
    const found = statSync(job);
    if (!found.isFile() || found.size > largestJob) return undefined;
    const [, name] = datasetLine.exec(readFileSync(job, "utf8")) ?? [];
    const path = name === undefined ? undefined : locate(name, dirname(resolve(job)), "dataset");
    return path === undefined || isAddress(path) ? undefined : path;
  } catch {
    return undefined;
  }
}
