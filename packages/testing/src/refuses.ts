import { type ErrorCode, isGammakitError } from "@gammakit/core";
import { check } from "./case.ts";

/** What `action` throws or rejects with; undefined where it does not. */
export async function thrownBy(action: () => unknown): Promise<{ readonly error: unknown } | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** Throws unless `action` is refused with a GammakitError, of `code` where given. */
export async function checkRefused(what: string, action: () => unknown, code?: ErrorCode): Promise<void> {
  const thrown = await thrownBy(action);
  const wanted = code === undefined ? "a GammakitError" : `a GammakitError of the code "${code}"`;
  check(thrown !== undefined, `${what} is not refused; expected ${wanted}.`);
  check(isGammakitError(thrown.error, code), `${what} ends with ${describeError(thrown.error)}, expected ${wanted}.`);
}

/** An error in words. */
export function describeError(error: unknown): string {
  if (isGammakitError(error)) return `the GammakitError "${error.code}" (${error.message})`;
  return error instanceof Error ? `${error.name} (${error.message})` : String(error);
}
