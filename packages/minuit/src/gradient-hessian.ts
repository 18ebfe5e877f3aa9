import { longestStep } from "./gradient.ts";
import { type Problem, slopesAt } from "./problem.ts";
import type { State, Workspace } from "./state.ts";
import { extremeEigenvalues, invertPositive } from "./symmetric.ts";

/** Step of the differences, in units of the conditional error: errors of 1e-6 from curvature, 1e-8 from rounding. */
const fraction = 1e-3;

/**
 * Second derivatives at the point of `state` as differences of the objective's own gradient, written into `work.hessian`:
 * symmetric ones (2n calls of the gradient, exact to 1e-6) or, with `rough`, one-sided ones (n calls, exact to 1e-3) that
 * need the gradient of `state`. No call of the function. Sets g2. False where one is not a
 * number, or a symmetric one on the diagonal is zero: the function does not depend on that parameter.
 */
export function differentiateGradient(problem: Problem, state: State, work: Workspace, rough = false): boolean {
  const { n } = problem;
  const { hessian } = work;
  for (let i = 0; i < n; i++) if (!differentiateColumn(problem, state, work, rough, i)) return false;
  average(hessian, n);
  return true;
}

/** Makes a matrix symmetric. */
export function average(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = 0.5 * (matrix[i * n + j] + matrix[j * n + i]);
      matrix[i * n + j] = mean;
      matrix[j * n + i] = mean;
    }
  }
}

/**
 * Starts the search from the full matrix of second derivatives. Where that is not positive definite, from the nearest one
 * that is, in units in which its diagonal is ±1 (a modified Newton step: Fletcher, Practical Methods of Optimization, 3.1).
 */
export function startFromHessian(problem: Problem, state: State, work: Workspace): void {
  const { n } = problem;
  const { v, dcovar } = state;
  const { hessian, scaled } = work;
  if (!differentiateGradient(problem, state, work, true)) return;
  state.dcovar = 0.1;
  if (invertPositive(hessian, n, v, work)) return;
  state.dcovar = dcovar;
  const norm = Float64Array.from(state.g2, (value) => Math.sqrt(Math.abs(value) || 1));
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) scaled[i * n + j] = hessian[i * n + j] / (norm[i] * norm[j]);
  const lift = 0.1 - 1.1 * extremeEigenvalues(scaled, n).min;
  for (let i = 0; i < n; i++) hessian[i * n + i] += lift * norm[i] * norm[i];
  invertPositive(hessian, n, v, work);
}

/** Column i, with a step in proportion to the error that the column itself implies. */
function differentiateColumn(problem: Problem, state: State, work: Workspace, rough: boolean, i: number): boolean {
  const { n } = problem;
  const { g2, gstep } = state;
  const { hessian } = work;
  for (let tries = 0; tries < 3; tries++) {
    const wanted = fraction * Math.sqrt((2 * problem.up) / Math.max(Math.abs(g2[i]), Number.MIN_VALUE));
    const step = usableStep(problem, state, i, wanted);
    column(problem, state, work, rough, i, step);
    const curvature = hessian[i * n + i];
    if (!Number.isFinite(curvature) || (curvature === 0 && !rough)) return false;
    const drift = Math.abs(curvature / g2[i]);
    g2[i] = curvature;
    gstep[i] = step;
    if (drift < 100 && drift > 0.01) break;
  }
  return true;
}

function column(problem: Problem, state: State, work: Workspace, rough: boolean, i: number, step: number): void {
  const { n } = problem;
  const { dg: ahead, vdg: behind, hessian } = work;
  const { u, g } = state;
  const u0 = u[i];
  u[i] = u0 + step;
  slopesAt(problem, u, ahead);
  if (!rough) {
    u[i] = u0 - step;
    slopesAt(problem, u, behind);
  }
  u[i] = u0;
  for (let j = 0; j < n; j++) {
    hessian[i * n + j] = rough ? (ahead[j] - g[j]) / step : (ahead[j] - behind[j]) / (2 * step);
  }
}

function usableStep(problem: Problem, state: State, i: number, wanted: number): number {
  const smallest = 1e-7 * Math.max(Math.abs(state.u[i]), 1e-6);
  const largest = Math.min(1e3 * Math.max(1, Math.abs(state.u[i])), longestStep(problem.bounds[i], state.u[i]));
  return Math.min(Math.max(wanted, smallest), largest);
}
