import {
  type Dataset,
  type Optimizer,
  type RunContext,
  type SpectralModel,
  significanceOf,
  type TimeInterval,
} from "@gammakit/core";
import { type FitResult, fit, integralFlux, type Measurement } from "@gammakit/fit";
import { isNested } from "./nesting.ts";

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
  /** Further models, fitted in every interval and compared with the first. */
  readonly compareWith?: readonly SpectralModel[];
  /** Range of the integral flux [TeV]. */
  readonly fluxRange?: { readonly min: number; readonly max: number };
  readonly context?: RunContext;
}

/** Another model in the same interval. */
export interface ModelComparison {
  readonly result: FitResult<SpectralModel>;
  /** stat(model) − stat(compared): positive where the compared model is nearer to the data. */
  readonly deltaTs: number;
  /** Number of free parameters more than the model has. */
  readonly extraParameters: number;
  /** Significance of the improvement [σ]; NaN where the models are not nested or a fit did not converge. */
  readonly significance: number;
}

/** What happened in one interval. */
export interface SpectralBin {
  readonly interval: TimeInterval;
  readonly datasets: readonly string[];
  readonly result: FitResult<SpectralModel>;
  /** Integral flux over the range asked for [cm-2 s-1]; absent where there is no covariance. */
  readonly flux?: Measurement;
  readonly comparisons: readonly ModelComparison[];
}

/**
 * A spectral time series: the model is fitted anew in every interval, from the same start each time. One that does not converge
 * is an entry with its status; it never stops the others. Bins without datasets are left out.
 */
export async function spectralTimeSeries(
  bins: readonly TimeBin[],
  options: SpectralTimeSeriesOptions,
): Promise<readonly SpectralBin[]> {
  const { context } = options;
  const filled = bins.filter((bin) => bin.datasets.length > 0);
  const series: SpectralBin[] = [];
  for (const bin of filled) {
    if (context?.signal?.aborted) break;
    series.push(await fitBin(bin, options));
    context?.onProgress?.(series.length, filled.length);
  }
  return series;
}

async function fitBin(
  { interval, datasets }: TimeBin,
  { model, optimizer, compareWith = [], fluxRange, context }: SpectralTimeSeriesOptions,
): Promise<SpectralBin> {
  const settings = { optimizer, ...(context && { context }) };
  const result = await fit(datasets, model, settings);
  const comparisons: ModelComparison[] = [];
  for (const other of compareWith) {
    comparisons.push(compare(result, await fit(datasets, other, settings)));
  }
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

function compare(base: FitResult<SpectralModel>, other: FitResult<SpectralModel>): ModelComparison {
  const deltaTs = base.stat - other.stat;
  const extraParameters = freeCount(other.model) - freeCount(base.model);
  const known = base.success && other.success && extraParameters > 0 && isNested(base.model, other.model);
  return {
    result: other,
    deltaTs,
    extraParameters,
    significance: known ? significanceOf(deltaTs, extraParameters) : Number.NaN,
  };
}

function freeCount(model: SpectralModel): number {
  return model.parameters.filter((parameter) => !parameter.frozen && parameter.link === undefined).length;
}
