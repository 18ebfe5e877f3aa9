import { type Problem, valueAt } from "./problem.ts";
import type { State, Workspace } from "./state.ts";

/** 1 − ρ² below which a matrix from quick differences may hide a singular one: ρ > 0.99. */
const doubtful = 0.02;

/** The parameter with the largest correlation ρ with all others, and 1 − ρ²: 0 where the second derivatives are singular. */
export function leastIndependent(state: State): { readonly k: number; readonly independence: number } {
  const { v, g2 } = state;
  const n = g2.length;
  let k = 0;
  let independence = 1;
  for (let i = 0; i < n; i++) {
    const own = 1 / Math.abs(v[i * n + i] * g2[i]);
    if (own < independence) [k, independence] = [i, own];
  }
  return { k, independence };
}

/** Says of the matrix that it is no covariance: its smallest eigenvalue is lost in errors and positive by chance. */
export function markSingular(state: State): void {
  state.madePositive = true;
  state.dcovar = 1;
}

/**
 * Finds out whether a matrix with large correlations hides a singular one, as that of two parameters of which only the sum
 * matters does: one error away along the weakest direction the function must rise by about `up`. Two calls, if any.
 */
export function checkSingular(problem: Problem, state: State, work: Workspace): void {
  const { n, up } = problem;
  const { u, v, f } = state;
  const { trial } = work;
  const { k, independence } = leastIndependent(state);
  if (independence > doubtful) return;
  const scale = Math.sqrt((2 * up) / v[k * n + k]);
  let rise = 0;
  for (const sign of [1, -1]) {
    for (let i = 0; i < n; i++) trial[i] = u[i] + sign * scale * v[i * n + k];
    rise += 0.5 * (valueAt(problem, trial) - f);
  }
  if (Math.abs(rise) < 0.1 * up) markSingular(state);
}
