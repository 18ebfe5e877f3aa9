import type { Dataset, SpectralModel } from "@gammakit/core";
import { countFittedBins, type FitResult, integralFlux } from "@gammakit/fit";
import type { FitAttempts } from "./attempts.ts";
import { compareFits, type ModelComparison } from "./comparison.ts";
import { likelihoodRatioToys } from "./likelihood-ratio-toys.ts";
import { quiet } from "./quiet.ts";
import { startsFrom } from "./start-values.ts";
import type { SpectralBin, SpectralTimeSeriesOptions } from "./time-series.ts";

/** The fit of one interval, its flux, and the comparisons with other models. */
export async function fitInterval(
  datasets: readonly Dataset[],
  options: SpectralTimeSeriesOptions,
  attempts: Pick<FitAttempts, "fit">,
): Promise<Omit<SpectralBin, "interval">> {
  const { model, compareWith = [], fluxRange } = options;
  const result = await attempts.fit(datasets, model);
  const comparisons: ModelComparison[] = [];
  for (const other of compareWith) comparisons.push(await compare(datasets, result, other, options, attempts));
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

async function compare(
  datasets: readonly Dataset[],
  base: FitResult<SpectralModel>,
  other: SpectralModel,
  { optimizer, statistics, significance, context }: SpectralTimeSeriesOptions,
  attempts: Pick<FitAttempts, "fit">,
): Promise<ModelComparison> {
  const starts = base.success ? startsFrom(base.model, other, datasets) : [];
  const found = await attempts.fit(datasets, other, { starts, rescue: true });
  const comparison = compareFits(base, found, countFittedBins(datasets));
  const { nested, deltaTs } = comparison;
  const toys = significance?.toys ?? 0;
  if (!base.success || !nested || !Number.isFinite(deltaTs) || toys === 0) return comparison;
  const options = {
    optimizer,
    ...(statistics && { statistics }),
    ...(context && { context: quiet(context) }),
    ...significance,
  };
  const outcome = await likelihoodRatioToys(datasets, { ...options, model: base.model, compared: other, deltaTs });
  return { ...comparison, toys: outcome };
}
