import type { MinimizeResult, Objective } from "@gammakit/core";
import type { FitOptions } from "./fit.ts";
import type { CompiledFit } from "./objective.ts";

/** Values of free parameters from which to start, by "model.parameter", or "parameter" where only one model has it. */
export type StartValues = Readonly<Record<string, number>>;

/** Where the search from one start ended. */
export interface Ending {
  readonly status: MinimizeResult["status"];
  /** −2 ln L there. */
  readonly stat: number;
}

/** How far apart, in units of `up`, two searches may end that found the same minimum. */
export const sameMinimum = 1e-3;

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
  options: FitOptions,
): Promise<StartsTried> {
  const best = await options.optimizer.minimize(compiled.objective, options.context);
  if (starts.length > 0) {
    const { tryOtherStarts } = await import("./other-starts.ts");
    return tryOtherStarts(compiled, best, starts, options);
  }
  const { status, value, evaluations } = best;
  return { best, from: 0, endings: [{ status, stat: value }], evaluations };
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
