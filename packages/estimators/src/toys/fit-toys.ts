import { type Dataset, modelFromRecord, type Registry, type SpectralModel, toRecord } from "@gammakit/core";
import { compileRefit, type FitOptions, predictCounts } from "@gammakit/fit";
import { recordOf } from "../tasks/run-tasks.ts";
import { uniformFor } from "../variability/random.ts";
import { drawCounts, expectedCounts } from "./expected-counts.ts";
import { perfectStat } from "./perfect-stat.ts";
import { type ThrowOptions, throwToys } from "./throw-toys.ts";
import type { CompiledToy } from "./toy-chunk.ts";
import { headLength, quantityLength, statusCode, type ToyQuantity, type ToySample } from "./toy-sample.ts";
import type { FitToySettings, FitToySubject } from "./toy-task.ts";

/** Datasets and what is taken for true in them. */
export interface ToyFit {
  /** Fitted jointly. */
  readonly datasets: readonly Dataset[];
  /** What toys are drawn from: the model with the true values. */
  readonly truth: SpectralModel;
  /** Which random numbers are used: those of another number are independent. Its place in the list where absent. */
  readonly stream?: number;
}

/** How toys are fitted. */
export interface FitToysOptions extends FitOptions, ThrowOptions {
  /** Fitted to each toy, from its values. */
  readonly model: SpectralModel;
  /** Whether to find asymmetric errors; false by default. */
  readonly asymmetric?: boolean;
}

/**
 * Parametric bootstrap of fits: for each of `subjects`, counts are drawn from its truth, and the model is fitted to each set as to the
 * data. Gives their samples in order, one at a time. They are the same, to the bit, however many workers there are.
 * Throws "invalid-input" for a number of toys or a seed that is none, and what `fit` throws; "aborted" on a signal.
 */
export async function* fitToys(
  subjects: readonly ToyFit[],
  { model, asymmetric = false, optimizer, statistics, ...options }: FitToysOptions,
): AsyncGenerator<ToySample> {
  const parts: readonly FitToySubject[] = subjects.map(({ datasets, truth, stream }, i) => ({
    datasets,
    truth: truth.parameters.map(({ value }) => value),
    stream: stream ?? i,
  }));
  const fitting = { optimizer, statistics, asymmetric };
  yield* throwToys({
    ...options,
    frames: subjects.map(({ datasets, truth }) => ({
      quantities: quantitiesOf(model, truth),
      statPerfectOfData: perfectStat(datasets, statistics),
    })),
    compile: (subject, seed) => compileFitToy(parts[subject], model, seed, fitting),
    shared: (seed) => ({
      settings: {
        kind: "fits",
        seed,
        asymmetric,
        model: toRecord(model),
        optimizer: recordOf("optimizer", optimizer),
        ...(statistics && { statistics: statistics.map((statistic) => recordOf("statistic", statistic)) }),
      } satisfies FitToySettings,
      subjects: parts,
    }),
  });
}

/** The free parameters, which are the quantities of a sample. */
function quantitiesOf(model: SpectralModel, truth: SpectralModel): readonly ToyQuantity[] {
  return freeOf(model).map((k) => {
    const { name, unit } = model.parameters[k];
    return { name, unit, truth: truth.parameters[k].value };
  });
}

function freeOf({ parameters }: SpectralModel): readonly number[] {
  return parameters.flatMap(({ frozen, link }, k) => (frozen || link !== undefined ? [] : [k]));
}

/** Makes what draws and fits a toy and writes its row. */
function compileFitToy(
  { datasets, truth, stream }: FitToySubject,
  model: SpectralModel,
  seed: number,
  options: FitOptions & { readonly asymmetric: boolean },
): CompiledToy {
  const refit = compileRefit(datasets, model, { ...options, reference: truth });
  const parameters = model.parameters.map((parameter, k) => ({ ...parameter, value: truth[k] }));
  const expected = datasets.map((dataset) => {
    const signal = predictCounts(dataset, [{ ...model, parameters }]).map((s) => Math.max(0, s));
    return expectedCounts(dataset, signal);
  });
  const free = freeOf(model);
  return async (toy, row) => {
    const uniform = uniformFor(seed, stream, toy);
    const drawn = datasets.map((dataset, d) => drawCounts(dataset, expected[d], uniform));
    const { status, stat, statReference, values, errors, lower, upper } = await refit(drawn);
    row[0] = statusCode(status);
    row[1] = stat;
    row[2] = statReference;
    row[3] = Number.NaN;
    row[4] = perfectStat(drawn, options.statistics);
    for (let q = 0; q < free.length; q++) {
      const at = headLength + q * quantityLength;
      row[at] = values[free[q]];
      row[at + 1] = errors[free[q]];
      row[at + 2] = lower[free[q]];
      row[at + 3] = upper[free[q]];
    }
  };
}

/** The same in a worker. */
export function makeFitToy(settings: FitToySettings, subject: FitToySubject, registry: Registry): CompiledToy {
  const { model, optimizer, statistics, seed, asymmetric } = settings;
  return compileFitToy(subject, modelFromRecord(model, registry), seed, {
    optimizer: registry.create("optimizer", optimizer.id, optimizer.options),
    ...(statistics && { statistics: statistics.map(({ id, options }) => registry.create("statistic", id, options)) }),
    asymmetric,
  });
}
