import type { Dataset, SpectralModel } from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";
import { drawCounts, expectedCounts } from "./toys/expected-counts.ts";

/**
 * The dataset as it might have been counted if `model` and the background were true: for ON/OFF spectra the background that fits best
 * with the model, in ON and OFF regions. `uniform` draws from [0, 1). Bins that are not fitted keep their counts.
 */
export function simulateCounts(dataset: Dataset, model: SpectralModel, uniform: () => number): Dataset {
  const signal = predictCounts(dataset, [model]).map((s) => Math.max(0, s));
  return drawCounts(dataset, expectedCounts(dataset, signal), uniform);
}
