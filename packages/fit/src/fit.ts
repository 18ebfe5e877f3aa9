import type { Dataset, Optimizer, RunContext, SpectralModel, Statistic } from "@gammakit/core";
import type { FitModel } from "./layout.ts";
import { compileFit } from "./objective.ts";
import { toResult, unconstrainedResult } from "./outcome.ts";
import { type OpenSide, settle } from "./settle.ts";
import { type Ending, type StartValues, tryStarts } from "./start-values.ts";

/** How a fit is done. */
export interface FitOptions {
  /** The algorithm: `minuit()` of `@gammakit/minuit`, or any other. */
  readonly optimizer: Optimizer;
  /** Statistics to choose from, by what they accept; wstat and cash by default. */
  readonly statistics?: readonly Statistic[] | undefined;
  readonly context?: RunContext | undefined;
}

/** How hard a fit looks for the minimum. */
export interface FitSearchOptions extends FitOptions {
  /**
   * Further values to start from, besides those of the models: the lowest minimum counts. A parameter that is not named starts
   * from its value in the models, one beyond its limits from the limit.
   */
  readonly starts?: readonly StartValues[];
  /**
   * Whether the profiles of all parameters whose errors do not describe the likelihood are followed, the others fitted again at
   * each step, and the search goes on from where a profile is lower. Without it (default) that is done only to tell
   * "unconstrained" from "converged", where an error is larger than its value.
   */
  readonly rescue?: boolean;
}

/** How the minimum was looked for. */
export interface FitSearch {
  /** Where the search from each start ended; the first start are the values of the models. */
  readonly endings: readonly Ending[];
  /** The first start, counted from 1, that led lowest. */
  readonly from: number;
  /** How many of the starts led there. */
  readonly agreeing: number;
  /** Name of the parameter along whose profile a lower minimum was found afterwards. */
  readonly rescuedAlong?: string;
}

/**
 * How a fit ended: "unconstrained" where the data say nothing about a parameter, or nothing on one side: the profile of −2 ln L
 * rises by less than 0.01 however far it is followed: a hundred times the power of ten of the start value, and at least three
 * times the value found; by a factor of a hundred for an energy.
 */
export type FitStatus = "converged" | "max-evaluations" | "failed" | "unconstrained" | "aborted";

/** The outcome of a fit. One that did not converge is a result, too. */
export interface FitResult<M extends FitModel = FitModel> {
  readonly status: FitStatus;
  /** Whether `status` is "converged". */
  readonly success: boolean;
  /** −2 ln L at the best point found, up to the constant of the statistic, priors included. */
  readonly stat: number;
  /** How often the statistic was computed. */
  readonly evaluations: number;
  /** How it ended, in words; names parameters at a limit, and those the data say nothing about. */
  readonly message: string;
  /** The models with the values found, and their errors where there are any: none for a parameter at its limit. */
  readonly models: readonly M[];
  /** The first of the models. */
  readonly model: M;
  /** "model.parameter" for each row of the covariance. */
  readonly names: readonly string[];
  /**
   * Row-major, all parameters of all models in their units. Zeros for frozen ones and those at a limit; linked ones repeat
   * the row of the one they follow. Absent where the fit did not converge.
   */
  readonly covariance?: Float64Array;
  /** Sides on which the profile of −2 ln L was followed and did not rise by one sigma; absent where there is none. */
  readonly openSides?: readonly OpenSide[];
  /** How the minimum was found, where more was done than to start from the values of the models. */
  readonly search?: FitSearch;
  /** What the optimizer has to say, and `atLimit`, names of parameters at a limit, where there are any. */
  readonly diagnostics: Readonly<Record<string, unknown>>;
}

/**
 * Fits `models` to `datasets` jointly: the sum of their statistics is minimized over the free parameters of all models.
 * Neither is changed. Throws "invalid-input" where there is nothing to fit, or names and links do not match.
 */
export async function fit<M extends FitModel = SpectralModel>(
  datasets: readonly Dataset[],
  models: M | readonly M[],
  { starts = [], rescue = false, ...options }: FitSearchOptions,
): Promise<FitResult<M>> {
  const list: readonly M[] = Array.isArray(models) ? models : [models as M];
  const compiled = compileFit(datasets, list, options.statistics);
  if (compiled.blindSpot !== undefined) return unconstrainedResult(list, compiled, compiled.blindSpot);
  const tried = await tryStarts(compiled, starts, options);
  const settled = await settle(compiled, tried.best, { ...options, rescue });
  return toResult(list, compiled, settled, tried);
}
