import type { FitModel } from "../layout.ts";
import { predictCounts } from "../predict.ts";
import type { FluxPointsData } from "./flux-points-dataset.ts";

/**
 * How far each point is from the sum of `models` [σ], positive above it: the root of what the point adds to the statistic, which is
 * (norm − predicted) / error where points are compared by their errors. In the order of the points as they were given; NaN of those that
 * are left out.
 */
export function fluxPointResiduals(
  { dataset, statistic, bins }: FluxPointsData,
  models: readonly FitModel[],
): Float64Array {
  const predicted = predictCounts(dataset, models);
  const slope = new Float64Array(predicted.length);
  statistic.compile(dataset).gradient(predicted, slope);
  return Float64Array.from(bins, (bin) => {
    if (dataset.maskSafe[bin] !== 1) return Number.NaN;
    const alone = { ...dataset, maskSafe: dataset.maskSafe.map((_, k) => Number(k === bin)) };
    const part = statistic.compile(alone).value(predicted);
    // Where the statistic falls towards larger predictions, the point lies above.
    return -Math.sign(slope[bin]) * Math.sqrt(Math.max(0, part));
  });
}
