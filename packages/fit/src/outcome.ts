import type { MinimizeResult, Parameter } from "@gammakit/core";
import { errorsAt, expandCovariance } from "./covariance.ts";
import type { Curvature } from "./curvature.ts";
import type { FitResult, FitStatus } from "./fit.ts";
import type { FitModel } from "./layout.ts";
import type { CompiledFit } from "./objective.ts";

/** The result where the data cannot determine the parameters, whatever is done: the models as they were. */
export function unconstrainedResult<M extends FitModel>(
  models: readonly M[],
  { layout, objective }: CompiledFit,
  message: string,
): FitResult<M> {
  return {
    status: "unconstrained",
    success: false,
    stat: objective.evaluate(objective.start),
    evaluations: 1,
    message,
    models,
    model: models[0],
    names: layout.names,
    diagnostics: {},
  };
}

/** The result of a minimization in terms of models. */
export async function toResult<M extends FitModel>(
  models: readonly M[],
  compiled: CompiledFit,
  found: MinimizeResult,
): Promise<FitResult<M>> {
  // A search that failed may have done so because there is nothing to find: second differences tell.
  const worthIt = Number.isFinite(found.value) && (found.status === "converged" || found.status === "failed");
  const errors = worthIt ? await errorsAt(compiled, found) : undefined;
  const { status, message } = verdict(compiled, found, errors);
  const covariance =
    status === "converged" && errors?.covariance ? expandCovariance(compiled, errors.covariance) : undefined;
  const values = compiled.expand(found.x);
  const fitted = models.map((model, k) => withValues(model, compiled.layout.offsets[k], values, covariance));
  const atLimit = namesAt(compiled, errors?.atLimit ?? []);
  return {
    status,
    success: status === "converged",
    stat: found.value,
    evaluations: found.evaluations + (errors?.evaluations ?? 0),
    message,
    models: fitted,
    model: fitted[0],
    names: compiled.layout.names,
    ...(covariance && { covariance }),
    diagnostics: { ...(atLimit.length > 0 && { atLimit }), ...found.diagnostics },
  };
}

/** A minimum without finite errors is no measurement; a search that failed on a flat function did not fail. */
function verdict(
  compiled: CompiledFit,
  { status, message, diagnostics }: MinimizeResult,
  errors: Curvature | undefined,
): { readonly status: FitStatus; readonly message: string } {
  if (errors === undefined) return { status, message };
  if (errors.flat.length > 0) {
    const flat = namesAt(compiled, errors.flat).join(" and ");
    const advice = "No error can be given. Freeze what the data cannot tell.";
    return { status: "unconstrained", message: `The likelihood does not depend on ${flat} here. ${advice}` };
  }
  if (status !== "converged") return { status, message };
  if (errors.covariance === undefined) {
    const falling = namesAt(compiled, errors.falling).join(" and ");
    return { status: "failed", message: `The point found is not a minimum along ${falling}. Start from other values.` };
  }
  const atLimit = namesAt(compiled, errors.atLimit);
  if (atLimit.length === 0 || diagnostics?.atLimit !== undefined) return { status, message };
  return { status, message: `${message.replace(/\.?$/, ".")} At a limit: ${atLimit.join(", ")}.` };
}

function namesAt({ objective }: CompiledFit, indices: readonly number[]): readonly string[] {
  return indices.map((i) => objective.names[i]);
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
