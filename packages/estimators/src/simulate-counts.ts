import { alphaOf, type Dataset, fitMask, type SpectralModel, wstatBackground } from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";
import { drawPoisson } from "./draw-poisson.ts";

/**
 * The dataset as it might have been counted if `model` and the background were true: for ON/OFF spectra the background that fits best
 * with the model, in ON and OFF regions. `uniform` draws from [0, 1). Bins that are not fitted keep their counts.
 */
export function simulateCounts(dataset: Dataset, model: SpectralModel, uniform: () => number): Dataset {
  const mask = fitMask(dataset);
  const signal = predictCounts(dataset, [model]).map((s) => Math.max(0, s));
  if (dataset.kind === "spectrum") {
    const counts = dataset.counts.map((n, j) =>
      mask[j] ? drawPoisson(signal[j] + dataset.background[j], uniform) : n,
    );
    return { ...dataset, counts };
  }
  const counts = dataset.counts.slice();
  const countsOff = dataset.countsOff.slice();
  for (let j = 0; j < counts.length; j++) {
    const alpha = alphaOf(dataset, j);
    if (mask[j] === 0 || !(alpha > 0)) continue;
    const off = wstatBackground(dataset.counts[j], dataset.countsOff[j], alpha, signal[j]);
    counts[j] = drawPoisson(signal[j] + alpha * off, uniform);
    countsOff[j] = drawPoisson(off, uniform);
  }
  return { ...dataset, counts, countsOff };
}
