import { compileIntegral, type Dataset, parameterValues } from "@gammakit/core";
import { fold, foldingMatrix } from "./fold.ts";
import type { FitModel } from "./layout.ts";

/** Counts of the signal that `models` predict in each reconstructed bin of `dataset`, the bins outside its mask included. */
export function predictCounts(dataset: Dataset, models: readonly FitModel[]): Float64Array {
  const out = new Float64Array(dataset.counts.length);
  const matrix = foldingMatrix(dataset, out.keys());
  const flux = new Float64Array(dataset.exposure.length);
  for (const model of models) {
    if (model.datasets !== undefined && !model.datasets.includes(dataset.name)) continue;
    compileIntegral(model, dataset.energyTrueEdges)(parameterValues(model), flux);
    fold(matrix, flux, out);
  }
  return out;
}
