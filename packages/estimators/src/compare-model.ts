import type { Dataset, SpectralModel } from "@gammakit/core";
import { countFittedBins, type FitResult } from "@gammakit/fit";
import type { FitAttempts } from "./attempts.ts";
import { compareFits, type ModelComparison } from "./comparison.ts";
import { likelihoodRatioToys } from "./likelihood-ratio-toys.ts";
import { startsFrom } from "./start-values.ts";
import type { SpectralTimeSeriesOptions } from "./time-series.ts";

/** Fits another model to the data of an interval, and compares it with the fit `base`. */
export async function compareModel(
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
  const options = { optimizer, statistics, context, ...significance };
  const outcome = await likelihoodRatioToys(datasets, { ...options, model: base.model, compared: other, deltaTs });
  return { ...comparison, toys: outcome };
}
