import { type ModelRecord, type SpectralModel, toRecord } from "@gammakit/core";
import type { FitResult } from "@gammakit/fit";

/** The fitted model for estimators; none where the fit did not converge. */
export function fittedRecords(result: FitResult<SpectralModel> | undefined): readonly ModelRecord[] {
  return result?.success ? [toRecord(result.model)] : [];
}
