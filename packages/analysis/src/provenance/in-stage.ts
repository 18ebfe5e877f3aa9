import { GammakitError, isGammakitError } from "@gammakit/core";

/** The error with the stage in which it was thrown, where an extension has thrown it and that is not said yet. */
export function inStage(error: unknown, stage: string): unknown {
  if (!isGammakitError(error) || error.details.extension === undefined || error.details.stage !== undefined)
    return error;
  const { code, message, details, cause } = error;
  return new GammakitError(code, `${message} It was in the step "${stage}".`, { ...details, stage }, cause ?? error);
}
