import { GammakitError } from "../errors/gammakit-error.ts";

/** Throws the error "aborted" where `signal` says so. */
export function throwIfAborted(signal: AbortSignal | undefined, name: string): void {
  if (signal?.aborted) throw abortError(name, signal.reason);
}

/** The error of a read that was called off. */
export function abortError(name: string, reason: unknown): GammakitError {
  return new GammakitError("aborted", `Reading ${name} was aborted.`, { name }, reason);
}
