import { type Dataset, GammakitError, type Interval, type MinimizeResult, type Objective } from "@gammakit/core";
import { shrinkCovariance } from "./covariance.ts";
import { findCrossing } from "./crossing.ts";
import type { FitOptions, FitResult } from "./fit.ts";
import { type CompiledFit, compileFit } from "./objective.ts";
import { freeIndex } from "./parameter-index.ts";

/** What a confidence interval is made for. */
export interface ConfidenceOptions extends FitOptions {
  /** "model.parameter", or "parameter" where only one model has it. */
  readonly parameter: string;
  /** The statistic, minimized over the others, rises by its square at both ends; 1 by default. */
  readonly nSigma?: number;
}

/**
 * Asymmetric errors of one parameter, in its unit: distances from the best fit to where the profile of the statistic has risen by
 * nSigma². The optimizer's own method (MINOS) where it has one, else the crossings of the profile, wherever they lie. NaN with a
 * reason where the fit did not converge, a limit comes first, or a lower minimum is met on the way.
 * Throws "invalid-input" for a parameter that is not free, and for other datasets than those of the fit.
 */
export async function confidence(
  datasets: readonly Dataset[],
  result: FitResult,
  { parameter, nSigma = 1, ...options }: ConfidenceOptions,
): Promise<Interval> {
  if (!(nSigma > 0 && Number.isFinite(nSigma))) {
    throw new GammakitError("invalid-input", `nSigma is ${nSigma}; it must be a positive number.`, { nSigma });
  }
  const compiled = compileFit(datasets, result.models, options.statistics);
  const { objective, scale } = compiled;
  const index = freeIndex(compiled.layout, parameter);
  if (!result.success) {
    return { lower: Number.NaN, upper: Number.NaN, reason: `the fit did not converge: ${result.message}` };
  }
  const at = minimumOf(compiled, result);
  const found = await intervalAt(objective, at, index, nSigma, options);
  return {
    lower: found.lower * scale[index],
    upper: found.upper * scale[index],
    ...(found.reason !== undefined && { reason: found.reason }),
  };
}

/** The result as the optimizer saw it. */
function minimumOf(compiled: CompiledFit, result: FitResult): MinimizeResult {
  const { objective } = compiled;
  const value = objective.evaluate(objective.start);
  if (!(Math.abs(value - result.stat) <= 1e-6 * (1 + Math.abs(value)))) {
    throw new GammakitError(
      "invalid-input",
      `The statistic at the best fit is ${value} here and ${result.stat} in the result. Give the datasets and the statistics of the fit.`,
      { stat: value, expected: result.stat },
    );
  }
  return {
    status: "converged",
    x: objective.start,
    value,
    evaluations: 1,
    message: result.message,
    ...(result.covariance && { covariance: shrinkCovariance(compiled, result.covariance) }),
  };
}

/** The interval of free parameter `index` around a minimum, in scaled units. */
export async function intervalAt(
  objective: Objective,
  at: MinimizeResult,
  index: number,
  nSigma: number,
  options: FitOptions,
): Promise<Interval> {
  const { interval } = options.optimizer;
  if (interval === undefined) return profileInterval(objective, at, index, nSigma, options);
  return interval(objective, at, index, nSigma, options.context);
}

async function profileInterval(
  objective: Objective,
  at: MinimizeResult,
  index: number,
  nSigma: number,
  options: FitOptions,
): Promise<Interval> {
  const n = at.x.length;
  const variance = at.covariance?.[index * n + index] ?? 0;
  const first = nSigma * (variance > 0 ? Math.sqrt(variance) : 0.1 * Math.max(1, Math.abs(at.x[index])));
  const lower = await findCrossing(objective, at, { index, sign: -1, first, nSigma }, options);
  const upper = await findCrossing(objective, at, { index, sign: 1, first, nSigma }, options);
  const reason = [lower, upper].flatMap((side) => side.reason ?? []).join("; ");
  return { lower: lower.distance, upper: upper.distance, ...(reason && { reason }) };
}
