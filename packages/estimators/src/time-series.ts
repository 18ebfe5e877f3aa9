import type { Dataset, Optimizer, RunContext, SpectralModel, Statistic, TimeInterval } from "@gammakit/core";
import { createPause } from "@gammakit/core";
import type { FitResult, Measurement } from "@gammakit/fit";
import { createAttempts } from "./attempts.ts";
import type { ModelComparison } from "./comparison.ts";
import { fitInterval } from "./fit-interval.ts";
import { quiet } from "./quiet.ts";

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
  /** Those that may be used, the first that accepts a dataset; W-stat and Cash where absent. */
  readonly statistics?: readonly Statistic[] | undefined;
  /**
   * Further models, fitted in every interval and compared with the first. They start from their values, and from several others that
   * follow from the fit of the first; stubborn parameters are followed along their profiles.
   */
  readonly compareWith?: readonly SpectralModel[];
  /** Toys that tell the significance of each comparison of nested models; none by default. */
  readonly significance?: { readonly toys: number; readonly seed?: number };
  /** Range of the integral flux [TeV]. */
  readonly fluxRange?: { readonly min: number; readonly max: number };
  /** With an executor, intervals are fitted on it: the models and the optimizer must then be those of a plugin it knows. */
  readonly context?: RunContext | undefined;
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
  if (context?.executor) {
    const { fitIntervals } = await import("./later.ts");
    return fitIntervals(context.executor, filled, options);
  }
  const within = { ...options, context: quiet(context) };
  const attempts = createAttempts({ optimizer, statistics, context: within.context });
  const pause = createPause();
  const series: SpectralBin[] = [];
  for (const bin of filled) {
    await pause();
    if (context?.signal?.aborted) break;
    series.push({ interval: bin.interval, ...(await fitInterval(bin.datasets, within, attempts)) });
    context?.onProgress?.(series.length, filled.length);
  }
  attempts.throwIfNoneWorked();
  return series;
}
