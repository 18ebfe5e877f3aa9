import type { MinimizeResult, Objective } from "@gammakit/core";
import { createPause } from "@gammakit/core";
import type { FitOptions } from "./fit.ts";
import type { CompiledFit } from "./objective.ts";
import { freeIndex } from "./parameter-index.ts";

/** Values of free parameters from which to start, by "model.parameter", or "parameter" where only one model has it. */
export type StartValues = Readonly<Record<string, number>>;

/** Where the search from one start ended. */
export interface Ending {
  readonly status: MinimizeResult["status"];
  /** −2 ln L there. */
  readonly stat: number;
}

/** How far apart, in units of `up`, two searches may end that found the same minimum. */
const sameMinimum = 1e-3;

/** Searches from several starts: where each ended, and the best of them. */
export interface StartsTried {
  readonly best: MinimizeResult;
  /** The first start that led there, from 0. */
  readonly from: number;
  readonly endings: readonly Ending[];
  readonly evaluations: number;
}

/**
 * Minimizes from the values of the models, then from each of `starts`. The lowest ending counts; of those that cannot be told from it,
 * one that converged.
 */
export async function tryStarts(
  compiled: CompiledFit,
  starts: readonly StartValues[],
  { optimizer, context }: FitOptions,
): Promise<StartsTried> {
  const { objective } = compiled;
  const vectors = starts.map((start) => vectorOf(compiled, start));
  const found = [await optimizer.minimize(objective, context)];
  const pause = createPause();
  for (const start of vectors) {
    await pause();
    if (context?.signal?.aborted) break;
    found.push(await optimizer.minimize(startingAt(objective, start), context));
  }
  const lowest = Math.min(...found.map(({ value }) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value)));
  const near = found.filter(({ value }) => value <= lowest + sameMinimum * objective.up);
  const converged = near.filter(({ status }) => status === "converged");
  const [best = found[0]] = [...(converged.length > 0 ? converged : near)].sort((a, b) => a.value - b.value);
  return {
    best,
    from: found.findIndex((end) => end.status === best.status && (end === best || near.includes(end))),
    endings: found.map(({ status, value }) => ({ status, stat: value })),
    evaluations: found.reduce((sum, { evaluations }) => sum + evaluations, 0),
  };
}

/** How many of the endings are the lowest one. */
export function sameEndings(endings: readonly Ending[], from: number): number {
  return endings.filter(({ stat }) => Math.abs(stat - endings[from].stat) <= sameMinimum).length;
}

/** The objective with another start, and steps no longer than that is far from zero. */
export function startingAt(objective: Objective, start: Float64Array): Objective {
  const step = objective.step.map((size, i) => (start[i] === 0 ? size : Math.min(size, Math.abs(start[i]))));
  return { ...objective, start, step };
}

function vectorOf({ objective, layout, scale }: CompiledFit, values: StartValues): Float64Array {
  const start = objective.start.slice();
  for (const [name, value] of Object.entries(values)) {
    const i = freeIndex(layout, name);
    start[i] = Math.min(Math.max(value / scale[i], objective.lower[i]), objective.upper[i]);
  }
  return start;
}
