import type { SpectralModel } from "@gammakit/core";
import type { FitResult } from "@gammakit/fit";
import { fitWarnings } from "../job/fit-warnings.ts";
import type { JobWarning } from "../job/warning.ts";

/** The spectrum that fluxes are relative to: the one that was fitted where the fit converged, else the one of the job. */
export function referenceOf(model: SpectralModel, result: FitResult<SpectralModel> | undefined): SpectralModel {
  return result?.success ? result.model : model;
}

/** What the user should know of the fit that gives the reference. */
export function referenceWarnings(result: FitResult<SpectralModel> | undefined): readonly JobWarning[] {
  if (result === undefined) return [];
  const warnings = fitWarnings(result, "fit");
  if (result.success) return warnings;
  const message = "Fluxes are relative to the model as the job gives it, because its fit did not converge.";
  return [...warnings, { code: "reference-not-fitted", message, where: "model" }];
}
