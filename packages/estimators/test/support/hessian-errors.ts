import type { Dataset, Objective, SpectralModel } from "@gammakit/core";
import { compileFit } from "@gammakit/fit";

/** Errors of the free parameters from exact second derivatives: the derivatives in closed form, differenced at the minimum. */
export function hessianErrors(datasets: readonly Dataset[], fitted: SpectralModel): readonly number[] {
  const { objective, scale } = compileFit(datasets, [fitted]);
  let x = objective.start;
  for (let k = 0; k < 5; k++) x = newton(objective, x);
  const covariance = inverse(hessianAt(objective, x));
  return Array.from(scale, (unit, i) => Math.sqrt(2 * objective.up * covariance[i][i]) * unit);
}

function newton(objective: Objective, x: Float64Array): Float64Array {
  const gradient = new Float64Array(x.length);
  objective.gradient?.(x, gradient);
  return inverse(hessianAt(objective, x)).reduce(
    (at, row, i) => at.with(i, at[i] - row.reduce((sum, entry, j) => sum + entry * gradient[j], 0)),
    x,
  );
}

/** Central differences of the gradient over a ten-thousandth of an error, which is the step of the fitted model. */
function hessianAt(objective: Objective, x: Float64Array): readonly (readonly number[])[] {
  const rows = Array.from(x, (value, i) => {
    const h = 1e-4 * objective.step[i];
    const [above, below] = [new Float64Array(x.length), new Float64Array(x.length)];
    objective.gradient?.(x.with(i, value + h), above);
    objective.gradient?.(x.with(i, value - h), below);
    return Array.from(above, (slope, j) => (slope - below[j]) / (2 * h));
  });
  return rows.map((row, i) => row.map((entry, j) => 0.5 * (entry + rows[j][i])));
}

/** By elimination with pivots. */
function inverse(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < n; k++) {
    const rest = rows.slice(k).map((row) => Math.abs(row[k]));
    const pivot = k + rest.indexOf(Math.max(...rest));
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    rows[k] = rows[k].map((entry) => entry / rows[k][k]);
    for (let i = 0; i < n; i++) {
      if (i !== k) rows[i] = rows[i].map((entry, j) => entry - rows[i][k] * rows[k][j]);
    }
  }
  return rows.map((row) => row.slice(n));
}
