import type { MinimizeResult, Objective } from "@gammakit/core";
import { CholeskyDecomposition, inverse, Matrix } from "ml-matrix";
import type { CompiledFit } from "./objective.ts";

/**
 * Covariance of all parameters of a fit, row-major, frozen ones with zeros, in the parameters' units.
 * That of the optimizer where it has one, else from second differences. Undefined where the matrix is not positive definite.
 */
export function covarianceOf({ objective, layout, scale }: CompiledFit, at: MinimizeResult): Float64Array | undefined {
  const small = at.covariance ?? differenceCovariance(objective, at.x);
  if (small === undefined) return undefined;
  const n = layout.names.length;
  const slot = new Int32Array(n).fill(-1);
  layout.free.forEach((k, i) => {
    slot[k] = i;
  });
  const out = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const a = slot[layout.source[k]];
    if (a < 0) continue;
    for (let l = 0; l < n; l++) {
      const b = slot[layout.source[l]];
      if (b >= 0) out[k * n + l] = small[a * scale.length + b] * scale[a] * scale[b];
    }
  }
  return out;
}

/** 2·up times the inverse of the matrix of second differences, each step chosen to raise the function by about 0.01·up. */
function differenceCovariance(objective: Objective, x: Float64Array): Float64Array | undefined {
  const n = x.length;
  const center = objective.evaluate(x);
  const step = Float64Array.from(x, (_, i) => curvatureStep(objective, x, i, center));
  if (!step.every((h) => h > 0 && Number.isFinite(h))) return undefined;
  const shifted = x.slice();
  const at = (i: number, di: number, j: number, dj: number) => {
    shifted.set(x);
    shifted[i] += di * step[i];
    shifted[j] += dj * step[j];
    return objective.evaluate(shifted);
  };
  const hessian = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    hessian.set(i, i, (at(i, 1, i, 0) + at(i, -1, i, 0) - 2 * center) / step[i] ** 2);
    for (let j = 0; j < i; j++) {
      const mixed = at(i, 1, j, 1) - at(i, 1, j, -1) - at(i, -1, j, 1) + at(i, -1, j, -1);
      hessian.set(i, j, mixed / (4 * step[i] * step[j]));
      hessian.set(j, i, hessian.get(i, j));
    }
  }
  if (!hessian.to1DArray().every(Number.isFinite) || !new CholeskyDecomposition(hessian).isPositiveDefinite()) {
    return undefined;
  }
  return Float64Array.from(
    inverse(hessian)
      .mul(2 * objective.up)
      .to1DArray(),
  );
}

function curvatureStep(objective: Objective, x: Float64Array, i: number, center: number): number {
  const room = Math.min(objective.upper[i] - x[i], x[i] - objective.lower[i]);
  if (!(room > 0)) return 0;
  let h = Math.min(1e-3 * Math.max(Math.abs(x[i]), 1e-3), room / 2);
  const shifted = x.slice();
  for (let k = 0; k < 8; k++) {
    shifted[i] = x[i] + h;
    const above = objective.evaluate(shifted) - center;
    shifted[i] = x[i] - h;
    const rise = 0.5 * (above + objective.evaluate(shifted) - center);
    if (rise > 0.003 * objective.up && rise < 0.03 * objective.up) return h;
    const factor = rise > 0 ? Math.sqrt((0.01 * objective.up) / rise) : 10;
    h = Math.min(h * Math.min(Math.max(factor, 0.1), 10), room / 2);
  }
  return h;
}
