import { alphaOf, backgroundOf, type Dataset, fittedBins, type SpectralModel } from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";
import { groupByBins } from "../flux-points/group-by-bins.ts";

/**
 * (excess − predicted) over the error that the prediction gives the excess, bin by bin over all datasets; those with other bins have
 * residuals of their own. Bins that no fit uses are left out.
 */
export function residuals(datasets: readonly Dataset[], model: SpectralModel) {
  return groupByBins(datasets).flatMap((group) => residualsOf(group, model));
}

/** Of datasets with the same bins. */
function residualsOf(datasets: readonly Dataset[], model: SpectralModel) {
  const { energyEdges } = datasets[0];
  const n = energyEdges.length - 1;
  const [difference, variance] = [new Float64Array(n), new Float64Array(n)];
  for (const dataset of datasets) {
    const npred = predictCounts(dataset, [model]);
    const background = backgroundOf(dataset);
    for (const k of fittedBins(dataset)) {
      difference[k] += dataset.counts[k] - background[k] - npred[k];
      variance[k] += npred[k] + background[k] + backgroundVariance(dataset, k);
    }
  }
  return Array.from(difference, (value, k) => ({
    eMin: energyEdges[k],
    eMax: energyEdges[k + 1],
    value: value / Math.sqrt(variance[k]),
  })).filter((_, k) => variance[k] > 0);
}

/** Variance of the background counts of a bin: none where they are known. */
function backgroundVariance(dataset: Dataset, k: number): number {
  if (dataset.kind === "spectrum") return 0;
  const alpha = alphaOf(dataset, k);
  return alpha * alpha * dataset.countsOff[k];
}
