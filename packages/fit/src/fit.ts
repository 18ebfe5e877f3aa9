import type { Dataset, Optimizer, RunContext, SpectralModel, Statistic } from "@gammakit/core";
import type { FitModel } from "./layout.ts";
import { compileFit } from "./objective.ts";
import { toResult, unconstrainedResult } from "./outcome.ts";

/** How a fit is done. */
export interface FitOptions {
  /** The algorithm: `minuit()` of `@gammakit/minuit`, or any other. */
  readonly optimizer: Optimizer;
  /** Statistics to choose from, by what they accept; wstat and cash by default. */
  readonly statistics?: readonly Statistic[];
  readonly context?: RunContext;
}

/** How a fit ended: "unconstrained" where the data say nothing about a parameter. */
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
  { optimizer, statistics, context }: FitOptions,
): Promise<FitResult<M>> {
  const list: readonly M[] = Array.isArray(models) ? models : [models as M];
  const compiled = compileFit(datasets, list, statistics);
  if (compiled.blindSpot !== undefined) return unconstrainedResult(list, compiled, compiled.blindSpot);
  return toResult(list, compiled, await optimizer.minimize(compiled.objective, context));
}
