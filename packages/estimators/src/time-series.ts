import type { Dataset, Optimizer, RunContext, SpectralModel, Statistic, TimeInterval } from "@gammakit/core";
import { countFittedBins, type FitResult, integralFlux, type Measurement } from "@gammakit/fit";
import { createAttempts, type FitAttempts } from "./attempts.ts";
import { compareFits, type ModelComparison } from "./comparison.ts";
import { likelihoodRatioToys } from "./likelihood-ratio-toys.ts";
import { createPause } from "./pause.ts";
import { startsFrom } from "./start-values.ts";

/** A time interval and the data taken in it. */
export interface TimeBin {
  readonly interval: TimeInterval;
  /** Fitted jointly. */
  readonly datasets: readonly Dataset[];
}

/** What is fitted in every interval. */
export interface SpectralTimeSeriesOptions {
  readonly model: SpectralModel;
  readonly optimizer: Optimizer;
  /** Statistics to choose from, by what they accept; wstat and cash by default. */
  readonly statistics?: readonly Statistic[];
  /**
   * Further models, fitted in every interval and compared with the first. They start from their values, and from several others that
   * follow from the fit of the first; stubborn parameters are followed along their profiles.
   */
  readonly compareWith?: readonly SpectralModel[];
  /** Toys that tell the significance of each comparison of nested models; none by default. */
  readonly significance?: { readonly toys: number; readonly seed?: number };
  /** Range of the integral flux [TeV]. */
  readonly fluxRange?: { readonly min: number; readonly max: number };
  readonly context?: RunContext;
}

/** What happened in one interval. */
export interface SpectralBin {
  readonly interval: TimeInterval;
  /** Names of the datasets that were fitted. */
  readonly datasets: readonly string[];
  readonly result: FitResult<SpectralModel>;
  /** Integral flux over the range asked for [cm-2 s-1]; absent where there is no covariance. */
  readonly flux?: Measurement;
  readonly comparisons: readonly ModelComparison[];
}

/**
 * A spectral time series: the model is fitted anew in every interval, from the same start each time. A fit that does not converge,
 * or cannot be done, is an entry with its status; it never stops the others. Intervals without datasets are left out, and those
 * after an abort. Throws what the fits throw where a model cannot be fitted in any interval: the input is wrong then.
 */
export async function spectralTimeSeries(
  bins: readonly TimeBin[],
  options: SpectralTimeSeriesOptions,
): Promise<readonly SpectralBin[]> {
  const { optimizer, statistics, context } = options;
  const filled = bins.filter((bin) => bin.datasets.length > 0);
  const attempts = createAttempts({
    optimizer,
    ...(statistics && { statistics }),
    ...(context && { context: quiet(context) }),
  });
  const pause = createPause();
  const series: SpectralBin[] = [];
  for (const bin of filled) {
    await pause();
    if (context?.signal?.aborted) break;
    series.push(await fitBin(bin, options, attempts));
    context?.onProgress?.(series.length, filled.length);
  }
  attempts.throwIfNoneWorked();
  return series;
}

async function fitBin(
  { interval, datasets }: TimeBin,
  options: SpectralTimeSeriesOptions,
  attempts: FitAttempts,
): Promise<SpectralBin> {
  const { model, compareWith = [], fluxRange } = options;
  const result = await attempts.fit(datasets, model);
  const comparisons: ModelComparison[] = [];
  for (const other of compareWith) comparisons.push(await compare(datasets, result, other, options, attempts));
  const { covariance } = result;
  const flux =
    fluxRange && covariance ? integralFlux(result.model, covariance, fluxRange.min, fluxRange.max) : undefined;
  return {
    interval,
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
  attempts: FitAttempts,
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

/** The context of one fit of many: progress is counted in intervals, not in steps of a fit. */
function quiet({ signal, executor }: RunContext): RunContext {
  return { ...(signal && { signal }), ...(executor && { executor }) };
}
