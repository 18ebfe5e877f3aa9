import type { Dataset, SpectralModel } from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";

/** (excess − predicted) over the error that the prediction gives the excess, bin by bin over all datasets; bins that say nothing are left out. */
export function residuals(datasets: readonly Dataset[], model: SpectralModel) {
  const { energyEdges } = datasets[0];
  const n = energyEdges.length - 1;
  const [difference, variance] = [new Float64Array(n), new Float64Array(n)];
  for (const dataset of datasets) {
    const npred = predictCounts(dataset, [model]);
    for (let k = 0; k < n; k++) {
      if (dataset.maskSafe[k] === 0) continue;
      const [background, error2] = backgroundOf(dataset, k);
      difference[k] += dataset.counts[k] - background - npred[k];
      variance[k] += npred[k] + background + error2;
    }
  }
  return Array.from(difference, (value, k) => ({
    eMin: energyEdges[k],
    eMax: energyEdges[k + 1],
    value: value / Math.sqrt(variance[k]),
  })).filter((_, k) => variance[k] > 0);
}

/** Background counts of a bin, and their variance. */
function backgroundOf(dataset: Dataset, k: number): readonly [number, number] {
  if (dataset.kind !== "spectrum-on-off") return [dataset.background?.[k] ?? 0, 0];
  const alpha = dataset.acceptanceOff[k] > 0 ? dataset.acceptance[k] / dataset.acceptanceOff[k] : 0;
  return [alpha * dataset.countsOff[k], alpha * alpha * dataset.countsOff[k]];
}
