import { fittedBins } from "@gammakit/core";
import type { FitModel } from "../layout.ts";
import { predictCounts } from "../predict.ts";
import type { StartValues } from "../start-values.ts";
import type { FluxPointsData } from "./flux-points-dataset.ts";

/**
 * Where to start a fit of flux points besides the values of `models`: with their amplitudes multiplied by the one factor with which they
 * come nearest to the points. Far below the points a likelihood is flat in all other parameters, and a search may run away. None where no
 * amplitude is free, or no factor above 0 is found.
 */
export function fluxPointStarts(data: readonly FluxPointsData[], models: readonly FitModel[]): readonly StartValues[] {
  let [product, square] = [0, 0];
  for (const { dataset, statistic } of data) {
    const predicted = predictCounts(dataset, models);
    const { counts } = dataset;
    const weight = new Float64Array(counts.length);
    statistic.compile(dataset).curvature(counts, weight);
    for (const bin of fittedBins(dataset)) {
      if (!(weight[bin] > 0 && Number.isFinite(counts[bin]) && Number.isFinite(predicted[bin]))) continue;
      product += weight[bin] * predicted[bin] * counts[bin];
      square += weight[bin] * predicted[bin] ** 2;
    }
  }
  const factor = product / square;
  if (!(factor > 0 && Number.isFinite(factor))) return [];
  const amplitudes = models.flatMap(({ id, name = id, parameters }) =>
    parameters.flatMap(({ name: parameter, unit, value, frozen, link }) =>
      frozen || link !== undefined || !unit.includes("cm-2") ? [] : [[`${name}.${parameter}`, value * factor] as const],
    ),
  );
  return amplitudes.length === 0 ? [] : [Object.fromEntries(amplitudes)];
}
