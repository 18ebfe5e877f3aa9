import type { Objective, Optimizer, RunContext } from "@gammakit/core";
import type { FitOptions } from "./fit.ts";

/** A point of a profile: all scaled parameters, and the statistic minimized over all but one; NaN where that failed. */
export interface ProfilePoint {
  readonly x: Float64Array;
  readonly value: number;
}

/** Minimizes `objective` over all parameters but `index`, which is held at `value`, starting at `from`. */
export async function minimizeOthers(
  objective: Objective,
  index: number,
  value: number,
  from: Float64Array,
  optimizer: Optimizer,
  context?: RunContext,
): Promise<ProfilePoint> {
  const point = await searchWith(objective, index, value, from, optimizer, context);
  return { x: point.x, value: point.converged ? point.value : Number.NaN };
}

/**
 * The lowest point found with parameter `index` held at `value`, whether a search converges or not: what the profile is at most. Where
 * none has converged it may be much less.
 * The next of `starts` is tried where the search from one does not converge, and ends higher than `enough`.
 */
export async function lowestWith(
  objective: Objective,
  index: number,
  value: number,
  starts: readonly Float64Array[],
  enough: number,
  { optimizer, context }: FitOptions,
): Promise<ProfilePoint & { readonly converged: boolean }> {
  let lowest: ProfilePoint = { x: starts[0].with(index, value), value: Number.POSITIVE_INFINITY };
  let converged = false;
  for (const start of new Set(starts)) {
    const point = await searchWith(objective, index, value, start, optimizer, context);
    for (const candidate of [point, valueHeld(objective, index, value, start)]) {
      if (candidate.value < lowest.value) lowest = candidate;
    }
    converged = point.converged;
    if (converged || lowest.value < enough) break;
  }
  return { ...lowest, converged };
}

/** Where a search over all parameters but `index` ends. */
async function searchWith(
  objective: Objective,
  index: number,
  value: number,
  from: Float64Array,
  optimizer: Optimizer,
  context?: RunContext,
): Promise<ProfilePoint & { readonly converged: boolean }> {
  if (objective.start.length === 1) return { ...valueHeld(objective, index, value, from), converged: true };
  // Progress is that of the profile, not of each of its points.
  const { signal } = context ?? {};
  const found = await optimizer.minimize(withFixed(objective, index, value, from), signal && { signal });
  const x = Float64Array.from(objective.start, (_, i) => (i === index ? value : found.x[i < index ? i : i - 1]));
  return { x, value: found.value, converged: found.status === "converged" };
}

/** The statistic where parameter `index` has `value` and the others are as in `from`. */
export function valueHeld(objective: Objective, index: number, value: number, from: Float64Array): ProfilePoint {
  const x = from.with(index, value);
  return { x, value: objective.evaluate(x) };
}

/** The objective as a function of all parameters but `index`. */
function withFixed(objective: Objective, index: number, value: number, from: Float64Array): Objective {
  const without = (values: Float64Array) => values.filter((_, i) => i !== index);
  const x = from.with(index, value);
  const place = (rest: Float64Array) => {
    for (let i = 0, k = 0; i < x.length; i++) if (i !== index) x[i] = rest[k++];
    return x;
  };
  const slopes = new Float64Array(x.length);
  const { gradient, curvature } = objective;
  const matrix = new Float64Array(curvature ? x.length * x.length : 0);
  return {
    names: objective.names.filter((_, i) => i !== index),
    start: without(from),
    lower: without(objective.lower),
    upper: without(objective.upper),
    step: without(objective.step),
    up: objective.up,
    evaluate: (rest) => objective.evaluate(place(rest)),
    ...(gradient && {
      gradient: (rest: Float64Array, out: Float64Array) => {
        gradient(place(rest), slopes);
        for (let i = 0, k = 0; i < slopes.length; i++) if (i !== index) out[k++] = slopes[i];
      },
    }),
    ...(curvature && {
      curvature: (rest: Float64Array, out: Float64Array) => {
        curvature(place(rest), matrix);
        out.set(matrix.filter((_, k) => k % x.length !== index && Math.floor(k / x.length) !== index));
      },
    }),
  };
}
