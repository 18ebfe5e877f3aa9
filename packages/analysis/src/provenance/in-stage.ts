import { GammakitError, isGammakitError } from "@gammakit/core";

/**
 * The error with the stage in which it was thrown, where an extension has thrown it and that is not said yet. Makers work within the
 * stage that reads.
 */
export function inStage(error: unknown, running: string): unknown {
  if (!isGammakitError(error) || error.details.extension === undefined || error.details.stage !== undefined)
    return error;
  const { code, message, details, cause } = error;
  const { kind } = details.extension as { readonly kind?: unknown };
  const stage = kind === "maker" && running === "read" ? "reduce" : running;
  return new GammakitError(code, `${message} It was in the step "${stage}".`, { ...details, stage }, cause ?? error);
}
