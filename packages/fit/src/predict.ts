import { compileIntegral, type Dataset, parameterValues } from "@gammakit/core";
import { checkDatasets } from "./check-datasets.ts";
import { fold, foldingMatrix } from "./fold.ts";
import { appliesTo, type FitModel } from "./layout.ts";

/** Counts of the signal that `models` predict in each reconstructed bin of `dataset`, the bins outside its mask included. */
export function predictCounts(dataset: Dataset, models: readonly FitModel[]): Float64Array {
  checkDatasets([dataset]);
  const out = new Float64Array(dataset.counts.length);
  const matrix = foldingMatrix(dataset);
  const flux = new Float64Array(dataset.exposure.length);
  for (const model of models) {
    if (!appliesTo(model, dataset)) continue;
    compileIntegral(model, dataset.energyTrueEdges)(parameterValues(model), flux);
    fold(matrix, flux, out);
  }
  return out;
}
