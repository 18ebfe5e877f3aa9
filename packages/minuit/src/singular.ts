import type { State } from "./state.ts";

/** 1 − ρ² below which a matrix from quick differences may be wrong by more than 1 %, or hide a singular one: ρ > 0.99. */
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

/** Whether the errors of quick differences may be far from right, or no errors at all. */
export function isDoubtful(state: State): boolean {
  return state.madePositive || leastIndependent(state).independence < doubtful;
}
