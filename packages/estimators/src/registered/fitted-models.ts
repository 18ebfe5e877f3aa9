import { GammakitError, type ModelRecord, modelFromRecord, type Registry } from "@gammakit/core";
import type { FitModel } from "@gammakit/fit";

/** The models of records, with the datasets that each applies to. Throws "invalid-input" where there are none: the fit has failed. */
export function fittedModels(id: string, records: readonly ModelRecord[], registry: Registry): readonly FitModel[] {
  if (records.length === 0) {
    throw new GammakitError(
      "invalid-input",
      `The estimator "${id}" needs a fitted model, and the fit did not converge.`,
      {
        id,
      },
    );
  }
  return records.map((record) => ({
    ...modelFromRecord(record, registry),
    ...(record.datasets && { datasets: record.datasets }),
  }));
}
