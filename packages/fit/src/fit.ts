import type {
  Dataset,
  MinimizeResult,
  Optimizer,
  Parameter,
  RunContext,
  SpectralModel,
  Statistic,
} from "@gammakit/core";
import { covarianceOf } from "./covariance.ts";
import type { FitModel } from "./layout.ts";
import { type CompiledFit, compileFit } from "./objective.ts";

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
  /** −2 ln L at the best point found, up to the constant of the statistic. */
  readonly stat: number;
  /** How often the statistic was computed. */
  readonly evaluations: number;
  readonly message: string;
  /** The models with the values found, and their errors where there are any. */
  readonly models: readonly M[];
  /** The first of the models. */
  readonly model: M;
  /** "model.parameter" for each row of the covariance. */
  readonly names: readonly string[];
  /** Row-major, all parameters of all models, frozen ones with zeros; absent where it could not be determined. */
  readonly covariance?: Float64Array;
  /** What the optimizer has to say. */
  readonly diagnostics: Readonly<Record<string, unknown>>;
}

/**
 * Fits `models` to `datasets` jointly: the sum of their statistics is minimized over the free parameters of all models.
 * Neither is changed. Throws "invalid-input" where there is nothing to fit, or names and links do not match.
 */
export async function fit<M extends FitModel = SpectralModel>(
  datasets: readonly Dataset[],
  models: M | readonly M[],
  options: FitOptions,
): Promise<FitResult<M>> {
  const list: readonly M[] = Array.isArray(models) ? models : [models as M];
  const compiled = compileFit(datasets, list, options.statistics);
  if (compiled.binCount === 0) return nothingToFit(list, compiled);
  const found = await options.optimizer.minimize(compiled.objective, options.context);
  return toResult(list, compiled, found);
}

function nothingToFit<M extends FitModel>(models: readonly M[], { layout }: CompiledFit): FitResult<M> {
  return {
    status: "unconstrained",
    success: false,
    stat: 0,
    evaluations: 0,
    message: "No energy bin can be used: none is safe, or none has a background estimate.",
    models,
    model: models[0],
    names: layout.names,
    diagnostics: {},
  };
}

/** The result of a minimization in terms of models. */
export function toResult<M extends FitModel>(
  models: readonly M[],
  compiled: CompiledFit,
  found: MinimizeResult,
): FitResult<M> {
  const values = compiled.expand(found.x);
  const finite = Number.isFinite(found.value);
  const covariance = finite ? covarianceOf(compiled, found) : undefined;
  const status = statusOf(found, covariance, values.length);
  const fitted = models.map((model, k) => withValues(model, compiled.layout.offsets[k], values, covariance));
  return {
    status,
    success: status === "converged",
    stat: found.value,
    evaluations: found.evaluations,
    message: status === found.status ? found.message : flatMessage(compiled, covariance, values.length),
    models: fitted,
    model: fitted[0],
    names: compiled.layout.names,
    ...(covariance && { covariance }),
    diagnostics: found.diagnostics ?? {},
  };
}

/** A minimum without finite errors is no measurement. */
function statusOf(found: MinimizeResult, covariance: Float64Array | undefined, n: number): FitStatus {
  if (found.status !== "converged") return found.status;
  return covariance === undefined || !isFiniteDiagonal(covariance, n) ? "unconstrained" : "converged";
}

function isFiniteDiagonal(covariance: Float64Array, n: number): boolean {
  for (let k = 0; k < n; k++) if (!(covariance[k * n + k] >= 0 && Number.isFinite(covariance[k * n + k]))) return false;
  return true;
}

function flatMessage({ layout }: CompiledFit, covariance: Float64Array | undefined, n: number): string {
  const flat = Array.from(layout.free, (k) => k).filter(
    (k) => covariance === undefined || !Number.isFinite(covariance[k * n + k]),
  );
  return `The likelihood is flat in ${flat.map((k) => layout.names[k]).join(" and ")} at the minimum: no error can be given.`;
}

function withValues<M extends FitModel>(
  model: M,
  offset: number,
  values: Float64Array,
  covariance: Float64Array | undefined,
): M {
  const n = values.length;
  const parameters = model.parameters.map((parameter, i): Parameter => {
    const k = offset + i;
    const { error: _, ...rest } = parameter;
    const variance = covariance === undefined ? Number.NaN : covariance[k * n + k];
    return { ...rest, value: values[k], ...(variance > 0 && { error: Math.sqrt(variance) }) };
  });
  return { ...model, parameters };
}
