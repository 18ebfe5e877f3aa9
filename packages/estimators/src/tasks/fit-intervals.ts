import {
  type Dataset,
  type ErrorRecord,
  type Executor,
  type ExtensionRecord,
  errorFromRecord,
  isGammakitError,
  type ModelRecord,
  modelFromRecord,
  type Registry,
  type SpectralModel,
  type Task,
  toErrorRecord,
  toRecord,
} from "@gammakit/core";
import { countFittedBins, type Measurement } from "@gammakit/fit";
import { createAttempts, impossible } from "../attempts.ts";
import { compareFits, type ModelComparison } from "../comparison.ts";
import { fitInterval } from "../fit-interval.ts";
import type { SpectralBin, SpectralTimeSeriesOptions, TimeBin } from "../time-series.ts";
import { type FitRecord, fitFromRecord, toFitRecord } from "./fit-record.ts";
import { moduleName } from "./module-name.ts";
import { recordOf, runTasks, type TaskResult } from "./run-tasks.ts";

/** What is the same in all intervals, as data. */
interface IntervalSettings extends Pick<SpectralTimeSeriesOptions, "significance" | "fluxRange"> {
  /** The model, and those it is compared with. */
  readonly models: readonly ModelRecord[];
  readonly optimizer: ExtensionRecord;
  readonly statistics?: readonly ExtensionRecord[];
}

/** What was found in an interval, as data. */
export interface IntervalRecord {
  readonly result: FitRecord;
  readonly flux?: Measurement;
  readonly comparisons: readonly (Omit<ModelComparison, "result"> & { readonly result: FitRecord })[];
  /** Why the fit of each of the models was impossible; null where it was not. */
  readonly errors: readonly (ErrorRecord | null)[];
}

/** Fits one interval of a spectral time series. What all intervals share is `settings`. */
export const intervalTask: Task<readonly Dataset[], IntervalRecord> = {
  module: moduleName,
  export: "intervalTask",
  async run(datasets, { shared, registry, signal }) {
    const options = optionsOf(shared.settings as IntervalSettings, registry);
    const context = { signal };
    const { optimizer, statistics } = options;
    const attempts = createAttempts({ optimizer, statistics, context });
    const { result, comparisons, flux } = await fitInterval(datasets, { ...options, context }, attempts);
    const errors = [options.model, ...options.compareWith].map((model) => attempts.errorOf(model));
    return {
      result: toFitRecord(result),
      comparisons: comparisons.map((comparison) => ({ ...comparison, result: toFitRecord(comparison.result) })),
      ...(flux && { flux }),
      errors: errors.map((error) => (error === undefined ? null : toErrorRecord(error))),
    };
  },
};

interface MadeOptions extends SpectralTimeSeriesOptions {
  readonly compareWith: readonly SpectralModel[];
}

const made = new WeakMap<IntervalSettings, MadeOptions>();

/** Models and optimizer are made once for all intervals that a worker fits. */
function optionsOf(settings: IntervalSettings, registry: Registry): MadeOptions {
  const known = made.get(settings);
  if (known !== undefined) return known;
  const { models, optimizer, statistics, ...rest } = settings;
  const [model, ...compareWith] = models.map((record) => modelFromRecord(record, registry));
  const options = {
    ...rest,
    model,
    compareWith,
    optimizer: registry.create("optimizer", optimizer.id, optimizer.options),
    ...(statistics && { statistics: statistics.map(({ id, options }) => registry.create("statistic", id, options)) }),
  };
  made.set(settings, options);
  return options;
}

/** The fits of all intervals on an executor: what `spectralTimeSeries` gives without one. */
export async function fitIntervals(
  executor: Executor,
  bins: readonly TimeBin[],
  options: SpectralTimeSeriesOptions,
): Promise<readonly SpectralBin[]> {
  const { model, compareWith = [], optimizer, statistics, significance, fluxRange, context = {} } = options;
  const models = [model, ...compareWith];
  const settings: IntervalSettings = {
    models: models.map((one) => toRecord(one)),
    optimizer: recordOf("optimizer", optimizer),
    ...(statistics && { statistics: statistics.map((statistic) => recordOf("statistic", statistic)) }),
    ...(significance && { significance }),
    ...(fluxRange && { fluxRange }),
  };
  const results: TaskResult<IntervalRecord>[] = [];
  try {
    const inputs = bins.map(({ datasets }) => datasets);
    await runTasks(executor, intervalTask, inputs, { context, shared: { settings } }, results);
  } catch (error) {
    if (!(context.signal?.aborted && isGammakitError(error, "aborted"))) throw error;
  }
  throwIfNoneWorked(results, models.length);
  // Those before the abort, as without an executor.
  const firstMissing = bins.findIndex((_, i) => results[i] === undefined);
  return bins.slice(0, firstMissing < 0 ? bins.length : firstMissing).map((bin, i) => binOf(bin, results[i], models));
}

function throwIfNoneWorked(results: readonly TaskResult<IntervalRecord>[], models: number): void {
  const found = results.flatMap((result) => result ?? []);
  if (found.length === 0) return;
  for (let k = 0; k < models; k++) {
    const errors = found.map((result) => ("value" in result ? result.value.errors[k] : result.lost));
    const [first] = errors;
    if (first !== null && !errors.includes(null)) throw errorFromRecord(first);
  }
}

function binOf(
  { interval, datasets }: TimeBin,
  found: TaskResult<IntervalRecord>,
  [model, ...compareWith]: readonly SpectralModel[],
): SpectralBin {
  const head = { interval, datasets: datasets.map(({ name }) => name) };
  if ("lost" in found) {
    const error = errorFromRecord(found.lost);
    const result = impossible(model, error);
    const bins = countFittedBins(datasets);
    return {
      ...head,
      result,
      comparisons: compareWith.map((other) => compareFits(result, impossible(other, error), bins)),
    };
  }
  const { result, comparisons, flux } = found.value;
  return {
    ...head,
    result: fitFromRecord(result, model),
    comparisons: comparisons.map((one, k) => ({ ...one, result: fitFromRecord(one.result, compareWith[k]) })),
    ...(flux && { flux }),
  };
}
