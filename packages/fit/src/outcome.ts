import type { Parameter } from "@gammakit/core";
import { expandCovariance } from "./covariance.ts";
import type { FitResult, FitSearch, FitStatus } from "./fit.ts";
import type { FitModel } from "./layout.ts";
import type { CompiledFit } from "./objective.ts";
import type { Settled } from "./settle.ts";
import { type StartsTried, sameEndings } from "./start-values.ts";
import { remarks } from "./words.ts";

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

/** The result of a search in terms of models. */
export async function toResult<M extends FitModel>(
  models: readonly M[],
  compiled: CompiledFit,
  settled: Settled,
  tried: StartsTried,
): Promise<FitResult<M>> {
  const { found, errors, open } = settled;
  const { status, message } = verdict(compiled, settled);
  const covariance =
    status === "converged" && errors?.covariance ? expandCovariance(compiled, errors.covariance) : undefined;
  const values = compiled.expand(found.x);
  const fitted = models.map((model, k) => withValues(model, compiled.layout.offsets[k], values, covariance));
  const atLimit = namesAt(compiled, errors?.atLimit ?? []);
  const search = searchOf(settled, tried);
  return {
    status,
    success: status === "converged",
    stat: found.value,
    evaluations: tried.evaluations + settled.evaluations,
    message: [message, ...remarks(open, status, search)].join(" "),
    models: fitted,
    model: fitted[0],
    names: compiled.layout.names,
    ...(covariance && { covariance }),
    ...(open.length > 0 && { openSides: open }),
    ...(search && { search }),
    diagnostics: { ...(atLimit.length > 0 && { atLimit }), ...found.diagnostics },
  };
}

function searchOf({ rescuedAlong }: Settled, { endings, from }: StartsTried): FitSearch | undefined {
  if (endings.length < 2 && rescuedAlong === undefined) return undefined;
  return {
    endings,
    from: from + 1,
    agreeing: sameEndings(endings, from),
    ...(rescuedAlong !== undefined && { rescuedAlong }),
  };
}

/** A minimum without finite errors is no measurement; a search that failed on a flat function did not fail. */
export function verdict(
  compiled: CompiledFit,
  { found: { status, message, diagnostics, x, value }, errors, flat, idle, lowerAlong, unfinished }: Settled,
): { readonly status: FitStatus; readonly message: string } {
  if (lowerAlong !== undefined && status !== "aborted" && unfinished === undefined) {
    const advice = "Start there, or fit with rescue.";
    return { status: "failed", message: `The likelihood is higher elsewhere along ${lowerAlong}. ${advice}` };
  }
  if (status === "aborted") return { status, message };
  if (flat !== undefined) return { status: "unconstrained", message: flat };
  const unseen = errors !== undefined && errors.flat.length > 0 ? namesAt(compiled, errors.flat) : idle;
  if (unseen.length > 0) {
    const advice = "No error can be given. Freeze what the data cannot tell.";
    return {
      status: "unconstrained",
      message: `The likelihood does not depend on ${unseen.join(" and ")} here. ${advice}`,
    };
  }
  if (status === "converged" && !(Number.isFinite(value) && x.every(Number.isFinite))) {
    return { status: "failed", message: "The optimizer says that it converged, but where it ended is no number." };
  }
  if (errors === undefined || status !== "converged") return { status, message };
  if (unfinished !== undefined) return { status: "max-evaluations", message: unfinished };
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
