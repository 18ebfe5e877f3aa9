import type { Objective } from "@gammakit/core";
import type { FitOptions } from "./fit.ts";

/** A point of a profile: all scaled parameters, and the statistic minimized over all but one; NaN where that failed. */
export interface ProfilePoint {
  readonly x: Float64Array;
  readonly value: number;
}

/** A scaled parameter that is held. */
export interface Held {
  readonly index: number;
  readonly value: number;
}

/** Minimizes `objective` over all parameters but the one that is held, starting at `from`. */
export async function minimizeOthers(
  objective: Objective,
  held: Held,
  from: Float64Array,
  options: FitOptions,
): Promise<ProfilePoint> {
  const point = await searchWith(objective, held, from, options);
  return { x: point.x, value: point.converged ? point.value : Number.NaN };
}

/**
 * The lowest point found with one parameter held, whether a search converges or not: what the profile is at most. Where
 * none has converged it may be much less.
 * The next of `starts` is tried where the search from one does not converge, and ends higher than `enough`.
 */
export async function lowestWith(
  objective: Objective,
  held: Held,
  starts: readonly Float64Array[],
  enough: number,
  options: FitOptions,
): Promise<ProfilePoint & { readonly converged: boolean }> {
  let lowest: ProfilePoint = { x: starts[0].with(held.index, held.value), value: Number.POSITIVE_INFINITY };
  let converged = false;
  for (const start of new Set(starts)) {
    const point = await searchWith(objective, held, start, options);
    for (const candidate of [point, valueHeld(objective, held, start)]) {
      if (candidate.value < lowest.value) lowest = candidate;
    }
    converged = point.converged;
    if (converged || lowest.value < enough) break;
  }
  return { ...lowest, converged };
}

/** Where a search over all parameters but the one that is held ends. */
async function searchWith(
  objective: Objective,
  held: Held,
  from: Float64Array,
  { optimizer, context }: FitOptions,
): Promise<ProfilePoint & { readonly converged: boolean }> {
  if (objective.start.length === 1) return { ...valueHeld(objective, held, from), converged: true };
  // Progress is that of the profile, not of each of its points.
  const { signal } = context ?? {};
  const found = await optimizer.minimize(withFixed(objective, held, from), signal && { signal });
  const { index, value } = held;
  const x = Float64Array.from(objective.start, (_, i) => (i === index ? value : found.x[i < index ? i : i - 1]));
  return { x, value: found.value, converged: found.status === "converged" };
}

/** The statistic with one parameter held and the others as in `from`. */
export function valueHeld(objective: Objective, { index, value }: Held, from: Float64Array): ProfilePoint {
  const x = from.with(index, value);
  return { x, value: objective.evaluate(x) };
}

/** The objective as a function of all parameters but `index`. */
function withFixed(objective: Objective, { index, value }: Held, from: Float64Array): Objective {
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
