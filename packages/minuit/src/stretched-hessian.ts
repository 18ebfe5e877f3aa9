import { longestStep } from "./gradient.ts";
import { average } from "./gradient-hessian.ts";
import { makePositiveDefinite } from "./positive-definite.ts";
import { eps } from "./precision.ts";
import { type Problem, slopesAt, valueAt } from "./problem.ts";
import type { State, Workspace } from "./state.ts";
import { cholesky, invertPositive } from "./symmetric.ts";
import { bendAt } from "./transform.ts";

/**
 * Rise of the function over the steps of each pass, in units of the usual. Two passes resolve correlations; where they do not
 * agree the valley is bent, which looks straight to shorter steps, or the function is noisy, which longer ones overcome.
 */
const passes = [1, 1, 0.1, 0.01, 10, 100];

/** How far the second derivatives along the axes may be from 1, and their correlations from 0, where the matrix is right. */
const round = 0.02;

/** Longest step along an axis, in units of the first: beyond, the function does not depend on that combination. */
const longestStretch = 1e6;

/**
 * Takes the second derivatives again, along the columns of L where V = L Lᵀ is the matrix of `state`. Where V is right the
 * function is round along them, so errors of the differences stay errors of the matrix, however strong the correlations;
 * where V is not, the new one is nearer and the next pass shows it. False, and the matrix as good as may be, where no
 * pass finds the function round: it does not depend on every combination of parameters, or this is no minimum.
 */
export function stretchHessian(problem: Problem, state: State, work: Workspace): boolean {
  for (const factor of passes) {
    const axes = new Float64Array(problem.n ** 2);
    if (!cholesky(state.v, problem.n, 0, axes)) return false;
    const known =
      problem.objective.gradient === undefined
        ? differentiateValues(problem, state, work, axes, factor)
        : differentiateSlopes(problem, state, work, axes, factor);
    if (!known) return false;
    straighten(problem, state, work, axes);
    if (replaceMatrix(problem, state, work, axes) < round) return true;
  }
  return false;
}

/** Derivatives along the axes from values, written into `work.hessian` and `state.g`. */
function differentiateValues(
  problem: Problem,
  state: State,
  work: Workspace,
  axes: Float64Array,
  factor: number,
): boolean {
  const { n, up } = problem;
  const center = valueAt(problem, state.u);
  const rise = factor * Math.sqrt(eps * (Math.abs(center) + up) * up);
  for (let k = 0; k < n; k++) if (!alongAxis(problem, state, work, axes, center, rise, k)) return false;
  if (!mixed(problem, state, work, axes, center)) return false;
  solveTransposed(axes, n, state.g);
  return true;
}

/** Mixed second derivatives along the axes, from steps forward and backward along both. */
export function mixed(problem: Problem, state: State, work: Workspace, axes: Float64Array, center: number): boolean {
  const { n } = problem;
  const { reach, forward, backward, hessian } = work;
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) {
      const ahead = shifted(problem, state, work, axes, j, reach[j], k, reach[k]);
      const behind = shifted(problem, state, work, axes, j, -reach[j], k, -reach[k]);
      const ends = forward[j] + backward[j] + forward[k] + backward[k];
      const element = (ahead + behind + 2 * center - ends) / (2 * reach[j] * reach[k]);
      if (!Number.isFinite(element)) return false;
      hessian[j * n + k] = element;
      hessian[k * n + j] = element;
    }
  }
  return true;
}

/** First and second derivative along axis k, with a step that makes the function rise by `rise` within a factor of ten. */
function alongAxis(
  problem: Problem,
  state: State,
  work: Workspace,
  axes: Float64Array,
  center: number,
  rise: number,
  k: number,
): boolean {
  const first = Math.sqrt(2 * rise);
  const longest = Math.min(first * longestStretch, roomAlong(problem, state.u, axes, k));
  let step = Math.min(first, longest);
  for (;;) {
    const ahead = shifted(problem, state, work, axes, k, step);
    const behind = shifted(problem, state, work, axes, k, -step);
    const sag = 0.5 * (ahead - center + (behind - center));
    if (!Number.isFinite(sag)) return false;
    state.g[k] = (ahead - behind) / (2 * step);
    work.hessian[k * (problem.n + 1)] = (2 * sag) / (step * step);
    work.reach[k] = step;
    work.forward[k] = ahead;
    work.backward[k] = behind;
    if (Math.abs(sag) > 0.1 * rise) return true;
    if (step >= longest) return false;
    step = Math.min(step * Math.min(Math.sqrt(rise / Math.abs(sag)), 100), longest);
  }
}

/** Derivatives along the axes from the objective's own gradient. */
function differentiateSlopes(
  problem: Problem,
  state: State,
  work: Workspace,
  axes: Float64Array,
  factor: number,
): boolean {
  const { n, up } = problem;
  const { dg: ahead, vdg: behind, hessian, trial } = work;
  for (let k = 0; k < n; k++) {
    const step = Math.min(1e-3 * Math.sqrt(2 * up * factor), roomAlong(problem, state.u, axes, k));
    move(state.u, axes, k, step, trial);
    slopesAt(problem, trial, ahead);
    move(state.u, axes, k, -step, trial);
    slopesAt(problem, trial, behind);
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let i = j; i < n; i++) sum += axes[i * n + j] * (ahead[i] - behind[i]);
      hessian[j * n + k] = sum / (2 * step);
      if (!Number.isFinite(sum)) return false;
    }
  }
  average(hessian, n);
  slopesAt(problem, state.u, state.g);
  return true;
}

/** The function at a step along axis j and, where given, another along axis k. */
function shifted(
  problem: Problem,
  state: State,
  work: Workspace,
  axes: Float64Array,
  j: number,
  stepJ: number,
  k = 0,
  stepK = 0,
): number {
  move(state.u, axes, j, stepJ, work.trial);
  if (stepK !== 0) move(work.trial, axes, k, stepK, work.trial);
  return valueAt(problem, work.trial);
}

function move(from: Float64Array, axes: Float64Array, k: number, step: number, to: Float64Array): void {
  const n = from.length;
  for (let i = 0; i < n; i++) to[i] = from[i] + step * axes[i * n + k];
}

/** How far axis k may be followed before an internal variable of a parameter with limits has moved too far. */
function roomAlong(problem: Problem, u: Float64Array, axes: Float64Array, k: number): number {
  const { n, bounds } = problem;
  let room = Infinity;
  for (let i = k; i < n; i++) {
    room = Math.min(room, longestStep(bounds[i], u[i]) / Math.abs(axes[i * n + k]));
  }
  return room;
}

/** Solves Lᵀ x = b in place: turns slopes along the axes into those along the parameters. */
function solveTransposed(axes: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= axes[k * n + i] * b[k];
    b[i] /= axes[i * n + i];
  }
}

/** Takes out what comes from the bend of internal variables rather than from the function: H(u) − diag(g p″/p′). */
function straighten(problem: Problem, state: State, work: Workspace, axes: Float64Array): void {
  const { n, bounds, lower, upper } = problem;
  for (let i = 0; i < n; i++) {
    const bend = state.g[i] * bendAt(bounds[i], lower[i], upper[i], state.u[i]);
    if (bend === 0 || Math.abs(bend) > 0.5 * Math.abs(state.g2[i])) continue;
    for (let j = 0; j <= i; j++) {
      for (let k = 0; k <= i; k++) work.hessian[j * n + k] -= bend * axes[i * n + j] * axes[i * n + k];
    }
  }
}

/**
 * V = L H⁻¹ Lᵀ, with H the derivatives along the axes. Returns how far they are from those of a round function; Infinity where
 * H is not positive definite.
 */
function replaceMatrix(problem: Problem, state: State, work: Workspace, axes: Float64Array): number {
  const { n } = problem;
  const { hessian } = work;
  const { v } = state;
  const made = makePositiveDefinite(hessian, n, work);
  const inverse = new Float64Array(n * n);
  if (!invertPositive(hessian, n, inverse, work)) return Infinity;
  let off = made ? Infinity : 0;
  for (let k = 0; k < n; k++) {
    const own = hessian[k * n + k];
    off = Math.max(off, Math.abs(own - 1), 1 - 1 / (inverse[k * n + k] * own));
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) {
        for (let l = 0; l <= j; l++) sum += axes[i * n + k] * inverse[k * n + l] * axes[j * n + l];
      }
      v[i * n + j] = sum;
      v[j * n + i] = sum;
    }
  }
  if (invertPositive(v, n, inverse, work)) for (let i = 0; i < n; i++) state.g2[i] = inverse[i * n + i];
  return off;
}
