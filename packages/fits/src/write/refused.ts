import { GammakitError } from "@gammakit/core";

/** The error for something that FITS cannot hold. `where` names the unit and the column. */
export function refused(where: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
  return new GammakitError("invalid-input", `${where}: ${message}`, { where, ...details });
}
