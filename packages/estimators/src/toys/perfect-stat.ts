import { cash, type Dataset, fittedBins, type Statistic } from "@gammakit/core";
import { statisticFor } from "@gammakit/fit";

/**
 * −2 ln L of a prediction that meets all counts of `datasets`: what the counts alone contribute to the Cash statistic, and hides how
 * far they are from a prediction. 0 for other statistics: W-stat is relative to it already.
 */
export function perfectStat(datasets: readonly Dataset[], statistics?: readonly Statistic[]): number {
  let sum = 0;
  for (const dataset of datasets) {
    if (dataset.kind !== "spectrum" || statisticFor(dataset, statistics).id !== "cash") continue;
    for (const j of fittedBins(dataset)) sum += cash(dataset.counts[j], dataset.counts[j]);
  }
  return sum;
}
