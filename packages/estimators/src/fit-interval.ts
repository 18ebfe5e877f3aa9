import type { Dataset } from "@gammakit/core";
import { integralFlux, type StartValues } from "@gammakit/fit";
import type { FitAttempts } from "./attempts.ts";
import type { ModelComparison } from "./comparison.ts";
import type { SpectralBin, SpectralTimeSeriesOptions } from "./time-series.ts";

/** The fit of one interval, from `starts` besides the values of the model, its flux, and the comparisons with other models. */
export async function fitInterval(
  datasets: readonly Dataset[],
  options: SpectralTimeSeriesOptions,
  attempts: Pick<FitAttempts, "fit">,
  starts: readonly StartValues[] = [],
): Promise<Omit<SpectralBin, "interval">> {
  const { model, fluxRange } = options;
  const result = await attempts.fit(datasets, model, { starts });
  const comparisons = await compareAll(datasets, result, options, attempts);
  const { covariance } = result;
  const flux =
    fluxRange && covariance ? integralFlux(result.model, covariance, fluxRange.min, fluxRange.max) : undefined;
  return {
    datasets: datasets.map((dataset) => dataset.name),
    result,
    comparisons,
    ...(flux && { flux }),
  };
}

async function compareAll(
  datasets: readonly Dataset[],
  base: SpectralBin["result"],
  options: SpectralTimeSeriesOptions,
  attempts: Pick<FitAttempts, "fit">,
): Promise<readonly ModelComparison[]> {
  const { compareWith = [] } = options;
  if (compareWith.length === 0) return [];
  const { compareModel } = await import("./later.ts");
  const comparisons: ModelComparison[] = [];
  for (const other of compareWith) comparisons.push(await compareModel(datasets, base, other, options, attempts));
  return comparisons;
}
