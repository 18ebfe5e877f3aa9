import { updateGradient } from "./gradient.ts";
import { lineSearch } from "./line-search.ts";
import { makePositiveDefinite } from "./positive-definite.ts";
import { type Effort, eps } from "./precision.ts";
import { callsOf, type Problem, valueAt } from "./problem.ts";
import { estimatedDistance, resetMatrix, type State, type Workspace } from "./state.ts";

/** Most tries to come back into the domain of the function. */
const maxRetreats = 8;

/** Why a descent ended. */
export type Ending = "close" | "stuck" | "calls" | "undefined" | "aborted";

/**
 * Descends by the variable-metric method with Davidon's update (Davidon 1959; Fletcher 1970) until the estimated distance,
 * enlarged for the uncertainty of the matrix, is below `goal`. Moves `state`.
 */
export function descend(
  problem: Problem,
  state: State,
  work: Workspace,
  effort: Effort,
  goal: number,
  maxCalls: number,
): Ending {
  let edm = state.edm * (1 + 3 * state.dcovar);
  let mayReset = true;
  do {
    if (problem.signal?.aborted) return "aborted";
    const slope = chooseStep(state, work);
    if (slope === 0) return "close";
    if (!(slope < 0)) return "undefined";
    lineSearch(problem, state, work, slope);
    const improved = Math.abs(work.value - state.f) > Math.abs(state.f) * eps;
    if (!improved || !move(problem, state, work, effort)) {
      if (!mayReset || (problem.objective.gradient === undefined && !(edm > 10 * goal))) return "stuck";
      // A full matrix far from the minimum can point nowhere useful; its diagonal is humbler.
      mayReset = false;
      keepDiagonal(state);
      continue;
    }
    const distance = positiveDistance(state, work);
    if (!(distance >= 0)) {
      state.edm = distance;
      return "undefined";
    }
    updateMatrix(state, work);
    state.edm = distance;
    edm = distance * (1 + 3 * state.dcovar);
  } while (edm > goal && callsOf(problem) < maxCalls);
  return callsOf(problem) >= maxCalls ? "calls" : "close";
}

function keepDiagonal(state: State): void {
  resetMatrix(state);
  const n = state.g.length;
  for (let i = 0; i < n; i++) state.v[i * n + i] = Math.abs(state.v[i * n + i]);
}

/** Writes −V g into `work.step` and returns the slope of the function along it: 0 on a stationary point. */
function chooseStep(state: State, work: Workspace): number {
  let slope = newtonStep(state, work);
  if (slope > 0) {
    repair(state, work);
    slope = newtonStep(state, work);
  }
  return slope;
}

/** Writes −V g into `work.step` and returns the slope of the function along it. */
export function newtonStep(state: State, work: Workspace): number {
  const { g, v } = state;
  const { step } = work;
  const n = g.length;
  let slope = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum -= v[i * n + j] * g[j];
    step[i] = sum;
    slope += sum * g[i];
  }
  return slope;
}

/**
 * Moves to the best point of the line search. Where the function has no derivatives there, it is outside its domain,
 * whatever its value: then to the first point on the way back that is lower than the old one and has them. False where there is none.
 */
function move(problem: Problem, state: State, work: Workspace, effort: Effort): boolean {
  const { u, g } = state;
  work.uOld.set(u);
  work.gOld.set(g);
  const old = state.f;
  moveAlong(problem, state, work, effort);
  for (let tries = 0; tries < maxRetreats && !isFiniteVector(g); tries++) {
    u.set(work.uOld);
    work.position *= 0.3;
    for (let i = 0; i < u.length; i++) u[i] += work.position * work.step[i];
    work.value = valueAt(problem, u);
    u.set(work.uOld);
    if (!(work.value < old)) continue;
    g.set(work.gOld);
    moveAlong(problem, state, work, effort);
  }
  if (isFiniteVector(g)) return true;
  u.set(work.uOld);
  g.set(work.gOld);
  state.f = old;
  return false;
}

function moveAlong(problem: Problem, state: State, work: Workspace, effort: Effort): void {
  const { u } = state;
  for (let i = 0; i < u.length; i++) u[i] += work.position * work.step[i];
  state.f = work.value;
  state.fromHesse = false;
  updateGradient(problem, state, effort);
}

function isFiniteVector(vector: Float64Array): boolean {
  for (let i = 0; i < vector.length; i++) if (!Number.isFinite(vector[i])) return false;
  return true;
}

function positiveDistance(state: State, work: Workspace): number {
  const distance = estimatedDistance(state);
  if (!(distance < 0)) return distance;
  repair(state, work);
  return estimatedDistance(state);
}

function repair(state: State, work: Workspace): void {
  if (!makePositiveDefinite(state.v, state.g.length, work)) return;
  state.dcovar = 1;
  state.madePositive = true;
}

/** Davidon's update of V from the step dx and the change of gradient dg, and of its estimated error. */
function updateMatrix(state: State, work: Workspace): void {
  const { u, g, v } = state;
  const { uOld, gOld, dg, vdg, step: dx } = work;
  const n = u.length;
  let delta = 0;
  let gamma = 0;
  for (let i = 0; i < n; i++) {
    dx[i] = u[i] - uOld[i];
    dg[i] = g[i] - gOld[i];
    delta += dx[i] * dg[i];
  }
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += v[i * n + j] * dg[j];
    vdg[i] = sum;
    gamma += dg[i] * sum;
  }
  if (delta === 0 || !(gamma > 0)) return;
  const rank = delta > gamma ? gamma : 0;
  let changes = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const ri = dx[i] / delta - vdg[i] / gamma;
    for (let j = 0; j <= i; j++) {
      const rj = dx[j] / delta - vdg[j] / gamma;
      const change = (dx[i] * dx[j]) / delta - (vdg[i] * vdg[j]) / gamma + rank * ri * rj;
      const element = v[i * n + j] + change;
      v[i * n + j] = element;
      v[j * n + i] = element;
      changes += Math.abs(change);
      total += Math.abs(element);
    }
  }
  state.dcovar = 0.5 * (state.dcovar + changes / total);
  state.madePositive = false;
}
