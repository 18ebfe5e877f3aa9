import { type ErrorCode, GammakitError, isGammakitError } from "../errors/gammakit-error.ts";
import type { ErrorRecord } from "./executor.ts";

/** An error as data, to be sent from a worker; `errorFromRecord` turns it back. */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (isGammakitError(error)) return { code: error.code, message: error.message, details: error.details };
  return { code: "task-failed", message: error instanceof Error ? error.message : String(error) };
}

/** The error that `record` describes. */
export function errorFromRecord({ code, message, details }: ErrorRecord): GammakitError {
  return new GammakitError(code as ErrorCode, message, (details ?? {}) as Readonly<Record<string, unknown>>);
}
