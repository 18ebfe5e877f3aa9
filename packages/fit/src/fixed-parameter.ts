import type { Objective, Optimizer, RunContext } from "@gammakit/core";

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
  if (objective.start.length === 1) return valueHeld(objective, index, value, from);
  const found = await optimizer.minimize(withFixed(objective, index, value, from), context);
  const x = Float64Array.from(objective.start, (_, i) => (i === index ? value : found.x[i < index ? i : i - 1]));
  return { x, value: found.status === "converged" ? found.value : Number.NaN };
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
  const { gradient } = objective;
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
  };
}
