import { isGammakitError } from "@gammakit/core";
import { exitCode } from "../exit-code.ts";
import { nextStep } from "./next-step.ts";
import { printableLines } from "./printable.ts";

/** Says on stderr what went wrong, once, and tells the exit code. */
export function report(error: unknown): number {
  if (isGammakitError(error, "aborted") || (error instanceof Error && error.name === "AbortError")) {
    process.stderr.write("gammakit: interrupted; nothing was written.\n");
    return exitCode.interrupted;
  }
  if (isGammakitError(error)) {
    const next = nextStep(error);
    process.stderr.write(`gammakit: ${printableLines(error.message)}\n${next === undefined ? "" : `Next: ${next}\n`}`);
    return exitCode.refused;
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`gammakit: a fault of the program, please report it:\n${shown}\n`);
  return exitCode.fault;
}
