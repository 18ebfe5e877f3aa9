import type { Objective } from "@gammakit/core";

/** What may be said of a least-squares problem besides its residuals. */
export interface LeastSquaresOptions {
  readonly names?: readonly string[];
  readonly lower?: ArrayLike<number>;
  readonly upper?: ArrayLike<number>;
  /** Typical steps. Default: a tenth of each start value, or 0.1. */
  readonly step?: ArrayLike<number>;
}

/** Length of the differences relative to a value: the cube root of the precision of numbers. */
const relativeStep = 6e-6;

/**
 * χ² = Σ r² of residuals as an objective, with the gradient 2 Jᵀr and the curvature 2 JᵀJ of Gauss and Newton. The derivatives J of
 * the residuals are central differences. Residuals are (measured − expected) / error for errors in the usual sense.
 */
export function leastSquares(
  residuals: (x: Float64Array) => ArrayLike<number>,
  start: ArrayLike<number>,
  { names, lower, upper, step }: LeastSquaresOptions = {},
): Objective {
  const n = start.length;
  const limits = {
    lower: Float64Array.from(lower ?? new Array<number>(n).fill(-Infinity)),
    upper: Float64Array.from(upper ?? new Array<number>(n).fill(Infinity)),
  };
  const steps = Float64Array.from(step ?? Array.from(start, (value) => 0.1 * Math.abs(value) || 0.1));
  const jacobian = (x: Float64Array): readonly Float64Array[] =>
    Array.from(x, (value, i) => {
      const h = relativeStep * Math.max(Math.abs(value), steps[i]);
      const above = Math.min(value + h, limits.upper[i]);
      const below = Math.max(value - h, limits.lower[i]);
      const [plus, minus] = [Float64Array.from(residuals(x.with(i, above))), residuals(x.with(i, below))];
      return plus.map((r, k) => (r - minus[k]) / (above - below));
    });
  return {
    names: names ?? Array.from({ length: n }, (_, i) => `p${i}`),
    start: Float64Array.from(start),
    ...limits,
    step: steps,
    up: 1,
    evaluate(x) {
      const r = residuals(x);
      let sum = 0;
      for (let k = 0; k < r.length; k++) sum += r[k] * r[k];
      return sum;
    },
    gradient(x, out) {
      const r = Float64Array.from(residuals(x));
      jacobian(x).forEach((row, i) => {
        out[i] = 2 * dot(row, r);
      });
    },
    curvature(x, out) {
      const rows = jacobian(x);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] = 2 * dot(rows[i], rows[j]);
    },
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
