import type { Dataset, RunContext } from "@gammakit/core";
import type { StartValues } from "@gammakit/fit";
import { createAttempts } from "./attempts.ts";
import { fitInterval } from "./fit-interval.ts";
import type { SpectralBin, SpectralTimeSeriesOptions } from "./time-series.ts";

/** What is fitted, and compared with what. */
export interface CompareModelsOptions extends Omit<SpectralTimeSeriesOptions, "context"> {
  /** Where the fit of `model` starts besides its own values. */
  readonly starts?: readonly StartValues[];
  /** Its signal ends what is under way; its progress is that of the toys of each comparison. */
  readonly context?: Pick<RunContext, "signal" | "onProgress"> | undefined;
}

/** The fit of a model, and what others gain over it: what is found in one interval of a time series. */
export type ComparedFit = Omit<SpectralBin, "interval">;

/**
 * Fits a model to datasets jointly, and others in its place: by how much −2 ln L drops for each, how significant that is where the model
 * is a special case, and what the information criteria of Akaike and Bayes say. Fits that do not converge are results with a status.
 * Throws what a fit throws that can't be done.
 */
export async function compareModels(
  datasets: readonly Dataset[],
  { context = {}, starts, ...options }: CompareModelsOptions,
): Promise<ComparedFit> {
  const { optimizer, statistics } = options;
  const { signal, onProgress } = context;
  const attempts = createAttempts({ optimizer, statistics, context: { signal } });
  const found = await fitInterval(datasets, { ...options, context: { signal, onProgress } }, attempts, starts);
  attempts.throwIfNoneWorked();
  return found;
}
