import type { SpectralModel } from "@gammakit/core";
import type { FitResult } from "@gammakit/fit";
import type { JobWarning } from "./warning.ts";

/** That a fit did not converge, or that a limit holds a parameter; nothing where all is well. */
export function fitWarnings(result: FitResult<SpectralModel>, where: string): readonly JobWarning[] {
  const { status, success, message, diagnostics } = result;
  if (!success) return [{ code: "not-converged", message: `The fit ended as "${status}": ${message}`, where }];
  const { atLimit } = diagnostics;
  if (!Array.isArray(atLimit) || atLimit.length === 0) return [];
  const held = `At its limit: ${atLimit.join(", ")}. It has no error, and the errors of the rest and of the flux hold for it staying there.`;
  return [{ code: "parameter-at-limit", message: held, where }];
}
