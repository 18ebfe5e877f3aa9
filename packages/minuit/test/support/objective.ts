import type { Objective } from "@gammakit/core";

/** An objective of a plain function, without limits and with steps of 0.1 unless said otherwise. */
export function objectiveOf(
  evaluate: (x: Float64Array) => number,
  start: readonly number[],
  changes: Partial<Objective> = {},
): Objective {
  return {
    names: start.map((_, i) => `p${i}`),
    start: Float64Array.from(start),
    lower: new Float64Array(start.length).fill(-Infinity),
    upper: new Float64Array(start.length).fill(Infinity),
    step: new Float64Array(start.length).fill(0.1),
    up: 1,
    evaluate,
    ...changes,
  };
}

/** (x − m)ᵀ C⁻¹ (x − m) for m = (1, −2), errors 1 and 2, correlation 0.5. */
export function ellipse(x: Float64Array): number {
  const [a, b] = [x[0] - 1, (x[1] + 2) / 2];
  return (a * a - a * b + b * b) / 0.75;
}
