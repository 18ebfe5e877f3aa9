import { longestStep, updateGradient } from "./gradient.ts";
import { startFromHessian } from "./gradient-hessian.ts";
import { lineSearch } from "./line-search.ts";
import { type Effort, eps, eps2 } from "./precision.ts";
import { internalOf, type Problem, valueAt } from "./problem.ts";
import { computeHesse } from "./second-derivatives.ts";
import { createState, estimatedDistance, resetMatrix, type State, type Workspace } from "./state.ts";
import { toExternal, toInternal } from "./transform.ts";

/** What a search may know before it starts. */
export interface Knowledge {
  /** Expected error of each free parameter, external. */
  readonly errors: Float64Array;
  /** Inverse matrix of second derivatives in internal variables. */
  readonly matrix?: Float64Array | undefined;
}

/** The state in which MIGRAD starts: function and derivatives at `problem.x`, and a first matrix. */
export function createSeed(problem: Problem, work: Workspace, effort: Effort, known: Knowledge): State {
  const state = createState(internalOf(problem));
  state.f = valueAt(problem, state.u);
  if (!Number.isFinite(state.f)) {
    state.matrixValid = false;
    return state;
  }
  for (let i = 0; i < problem.n; i++) guessDerivatives(problem, state, i, known.errors[i]);
  updateGradient(problem, state, effort);
  resetMatrix(state);
  if (known.matrix !== undefined) {
    state.v.set(known.matrix);
    state.dcovar = 0;
  } else if (problem.objective.gradient !== undefined) {
    startFromHessian(problem, state, work);
  }
  state.edm = estimatedDistance(state);
  if (problem.objective.gradient !== undefined) return state;
  leaveNegativeCurvature(problem, state, work, effort);
  if (effort.strategy === 2 && known.matrix === undefined) {
    computeHesse(problem, state, work, effort, Infinity);
    state.matrixValid = true;
  }
  return state;
}

/** First guess of all derivatives: from the expected `errors`, or else the objective's steps. */
export function guessAllDerivatives(problem: Problem, state: State, errors?: Float64Array): void {
  for (let i = 0; i < problem.n; i++) {
    const index = problem.free[i];
    const expected = errors?.[index];
    const step = expected !== undefined && expected > 0 ? expected : problem.objective.step[index];
    guessDerivatives(problem, state, i, step > 0 && step < Infinity ? step : 1);
  }
}

/** First guess of the derivatives along axis i: those of a parabola that rises by `up` over one error. */
function guessDerivatives(problem: Problem, state: State, i: number, error: number): void {
  const { bounds, lower, upper, x, free } = problem;
  const u = state.u[i];
  const p = toExternal(bounds[i], lower[i], upper[i], u);
  const forward = toInternal(bounds[i], lower[i], upper[i], Math.min(p + error, upper[i])) - u;
  const backward = toInternal(bounds[i], lower[i], upper[i], Math.max(p - error, lower[i])) - u;
  const smallest = 8 * eps2 * (Math.abs(u) + eps2);
  const d = Math.max(0.5 * (Math.abs(forward) + Math.abs(backward)), smallest);
  x[free[i]] = p;
  state.g2[i] = (2 * problem.up) / (d * d);
  state.g[i] = state.g2[i] * d;
  const step = Math.max(smallest, 0.1 * d);
  state.gstep[i] = Math.min(step, longestStep(bounds[i], u));
}

/** Walks along each axis on which the function curves downwards until it curves upwards. */
function leaveNegativeCurvature(problem: Problem, state: State, work: Workspace, effort: Effort): void {
  const { u, g, g2, gstep } = state;
  let moved = false;
  for (let tries = 0; tries <= 2 * problem.n; tries++) {
    const i = g2.findIndex((value, k) => value <= 0 && !(Math.abs(g[k]) < eps && Math.abs(value) < eps));
    if (i < 0) break;
    moved = true;
    work.step.fill(0);
    work.step[i] = g[i] < 0 ? gstep[i] : -gstep[i];
    lineSearch(problem, state, work, work.step[i] * g[i]);
    u[i] += work.position * work.step[i];
    state.f = work.value;
    updateGradient(problem, state, effort);
    resetMatrix(state);
  }
  if (!moved) return;
  state.edm = estimatedDistance(state);
  state.matrixValid = state.edm >= 0;
}
