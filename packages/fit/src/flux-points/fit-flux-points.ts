import type { SpectralModel } from "@gammakit/core";
import { type FitResult, type FitSearchOptions, fit } from "../fit.ts";
import type { FitModel } from "../layout.ts";
import { fluxPointStarts } from "./flux-point-starts.ts";
import { type FittedFluxPoints, type FluxPointsDatasetOptions, fluxPointsDataset } from "./flux-points-dataset.ts";

/** How a fit of flux points is done. */
export interface FitFluxPointsOptions
  extends Omit<FitSearchOptions, "statistics">,
    Omit<FluxPointsDatasetOptions, "name"> {}

/**
 * Fits `models`, which add up, to flux points: of one instrument, or of several, which then share the models. `stat` of the result is
 * χ², or −2 ln L relative to the best fits of the points. Where `starts` names no others, it starts from {@link fluxPointStarts}, too. To fit points and counts jointly, see {@link fluxPointsDataset}.
 *
 * Throws "invalid-input" as `fit` and `fluxPointsDataset` do.
 */
export function fitFluxPoints<M extends FitModel = SpectralModel>(
  points: FittedFluxPoints | readonly FittedFluxPoints[],
  models: M | readonly M[],
  { likelihood = "errors", quantity = "dnde", ...options }: FitFluxPointsOptions,
): Promise<FitResult<M>> {
  const sets: readonly FittedFluxPoints[] = "kind" in points ? [points] : points;
  const data = sets.map((set, i) =>
    fluxPointsDataset(set, {
      likelihood,
      quantity,
      name: set.name ?? (sets.length === 1 ? "flux-points" : `flux-points-${i + 1}`),
    }),
  );
  const list: readonly M[] = Array.isArray(models) ? models : [models as M];
  return fit(
    data.map(({ dataset }) => dataset),
    list,
    { starts: fluxPointStarts(data, list), ...options, statistics: data.map(({ statistic }) => statistic) },
  );
}
