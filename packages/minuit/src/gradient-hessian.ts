import { roomAlong } from "./along-axes.ts";
import { abs, max, min, sqrt } from "./math.ts";
import { type Search, shifted, slopesAt } from "./search.ts";
import { average, extremeEigenvalues, invertPositive } from "./symmetric.ts";
import { clamp } from "./transform.ts";

/** Step of the differences, in units of the conditional error: errors of 1e-6 from curvature, 1e-8 from rounding. */
export const fraction = 1e-3;

/**
 * Second derivatives as differences of the objective's own gradient, written into `h`: symmetric ones (2n calls of
 * the gradient, exact to 1e-6) or, with `rough`, one-sided ones (n calls, exact to 1e-3) that need the gradient `g`. No
 * call of the function. Sets g2. False where one is not a number, or a symmetric one on the diagonal is zero: the function
 * does not depend on that parameter.
 */
export function differentiateGradient(search: Search, rough = false): boolean {
  for (let i = 0; i < search.n; i++) if (!differentiateColumn(search, i, rough)) return false;
  average(search.h, search.n);
  return true;
}

/**
 * Starts the search from the full matrix of second derivatives. Where that is not positive definite, from the nearest one
 * that is, in units in which its diagonal is ±1 (a modified Newton step: Fletcher, Practical Methods of Optimization, 3.1).
 */
export function startFromHessian(search: Search): void {
  const { n, h } = search;
  if (!differentiateGradient(search, true)) return;
  if (invertPositive(h, n, search.v)) {
    search.dcovar = 0.1;
    return;
  }
  const norm = search.g2.map((value) => sqrt(abs(value) || 1));
  const scaled = h.map((value, k) => value / (norm[Math.floor(k / n)] * norm[k % n]));
  const lift = 0.1 - 1.1 * extremeEigenvalues(scaled, n).least;
  for (let i = 0; i < n; i++) h[i * n + i] += lift * norm[i] * norm[i];
  invertPositive(h, n, search.v);
}

/** Column i, with a step in proportion to the error that the column itself implies. */
function differentiateColumn(search: Search, i: number, rough: boolean): boolean {
  const size = abs(search.u[i]);
  const longest = min(1e3 * max(1, size), roomAlong(search, i));
  for (let tries = 0; tries < 3; tries++) {
    const wanted = fraction * sqrt((2 * search.up) / max(abs(search.g2[i]), Number.MIN_VALUE));
    const step = clamp(wanted, 1e-7 * max(size, 1e-6), longest);
    column(search, i, step, rough);
    const curvature = search.h[i * search.n + i];
    if (!Number.isFinite(curvature) || (curvature === 0 && !rough)) return false;
    const drift = abs(curvature / search.g2[i]);
    search.g2[i] = curvature;
    search.gstep[i] = step;
    if (drift < 100 && drift > 0.01) break;
  }
  return true;
}

/** Column k of the second derivatives along the axes, which are lower triangular, by differences over a step along one. */
export function column(search: Search, k: number, step: number, rough = false): void {
  const { n } = search;
  slopesAt(search, shifted(search, k, step), search.forward);
  if (!rough) slopesAt(search, shifted(search, k, -step), search.backward);
  const behind = rough ? search.g : search.backward;
  const width = rough ? step : 2 * step;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = j; i < n; i++) sum += search.axes[i * n + j] * (search.forward[i] - behind[i]);
    search.h[j * n + k] = sum / width;
  }
}
