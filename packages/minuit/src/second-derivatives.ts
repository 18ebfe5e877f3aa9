import { longestStep } from "./gradient.ts";
import { differentiateGradient } from "./gradient-hessian.ts";
import { makePositiveDefinite } from "./positive-definite.ts";
import { type Effort, eps, eps2 } from "./precision.ts";
import { callsOf, type Problem, valueAt } from "./problem.ts";
import { estimatedDistance, resetMatrix, type State, type Workspace } from "./state.ts";
import { invertPositive } from "./symmetric.ts";

/**
 * HESSE: replaces the matrix of `state` by the inverse of the second derivatives at its point (James, CERN D506,
 * section 5.4), by differences of the objective's gradient where it has one and of its values otherwise.
 * `state.hesseFailed` says whether that was impossible.
 */
export function computeHesse(problem: Problem, state: State, work: Workspace, effort: Effort, maxCalls: number): void {
  state.hesseFailed = false;
  state.madePositive = false;
  const known =
    problem.objective.gradient !== undefined
      ? differentiateGradient(problem, state, work)
      : differentiateValues(problem, state, work, effort, maxCalls);
  if (!known || !invertHessian(problem, state, work)) {
    resetMatrix(state);
    state.hesseFailed = true;
    state.matrixValid = false;
  } else {
    state.matrixValid = true;
    state.fromHesse = true;
  }
  state.edm = estimatedDistance(state);
}

/** Makes `work.hessian` positive definite and inverts it into the matrix of `state`. */
export function invertHessian(problem: Problem, state: State, work: Workspace): boolean {
  const { n } = problem;
  state.madePositive = makePositiveDefinite(work.hessian, n, work);
  if (!invertPositive(work.hessian, n, state.v, work)) return false;
  state.dcovar = state.madePositive ? 1 : 0;
  return true;
}

function differentiateValues(
  problem: Problem,
  state: State,
  work: Workspace,
  effort: Effort,
  maxCalls: number,
): boolean {
  const { n } = problem;
  const center = valueAt(problem, state.u);
  for (let i = 0; i < n; i++) {
    if (!curvature(problem, state, work, effort, center, i)) return false;
    if (callsOf(problem) > maxCalls || problem.signal?.aborted) return false;
  }
  if (effort.strategy > 0) for (let i = 0; i < n; i++) refineSlope(problem, state, effort, i);
  mixed(problem, state, work, center);
  return true;
}

/** Second derivative along axis i, with the step that makes the function rise by about 1e-4 of `up`. False where it is zero. */
function curvature(
  problem: Problem,
  state: State,
  work: Workspace,
  effort: Effort,
  center: number,
  i: number,
): boolean {
  const { g, g2, gstep } = state;
  const u0 = state.u[i];
  const target = Math.sqrt(eps2) * (Math.abs(center) + problem.up);
  const shortest = 8 * eps2 * (Math.abs(u0) + eps2);
  let d = Math.max(Math.abs(gstep[i]), shortest);
  for (let cycle = 0; cycle < effort.hesseCycles; cycle++) {
    const sag = widen(problem, state, work, center, i, d);
    if (sag === 0 || !Number.isFinite(sag)) return false;
    const before = g2[i];
    const last = work.reach[i];
    g2[i] = (2 * sag) / (last * last);
    g[i] = (work.forward[i] - work.backward[i]) / (2 * last);
    gstep[i] = last;
    work.hessian[i * problem.n + i] = g2[i];
    d = Math.sqrt((2 * target) / Math.abs(g2[i]));
    d = Math.min(longestStep(problem.bounds[i], u0), d);
    d = Math.max(d, shortest);
    if (Math.abs((d - last) / d) < effort.hesseStepTolerance) return true;
    if (Math.abs((g2[i] - before) / g2[i]) < effort.hesseG2Tolerance) return true;
    d = Math.max(Math.min(d, 10 * last), 0.1 * last);
  }
  return true;
}

/** Sag of the function over a step `d` along axis i, or over a wider one where it does not sag; 0 where it never does. */
function widen(problem: Problem, state: State, work: Workspace, center: number, i: number, d: number): number {
  const { u } = state;
  const u0 = u[i];
  const longest = longestStep(problem.bounds[i], u0);
  let step = d;
  for (let tries = 0; tries < 5; tries++) {
    u[i] = u0 + step;
    const ahead = valueAt(problem, u);
    u[i] = u0 - step;
    const behind = valueAt(problem, u);
    u[i] = u0;
    const sag = 0.5 * (ahead + behind - 2 * center);
    work.reach[i] = step;
    work.forward[i] = ahead;
    work.backward[i] = behind;
    if (sag !== 0) return sag;
    if (step > longest) return 0;
    step = Math.min(10 * step, 1.02 * longest);
  }
  return 0;
}

/** First derivative along axis i, with smaller steps than HESSE takes for the second. */
function refineSlope(problem: Problem, state: State, effort: Effort, i: number): void {
  const { u, f, g, g2, gstep } = state;
  const u0 = u[i];
  const noise = 4 * eps2 * (Math.abs(f) + problem.up);
  const shortest = 4 * eps2 * (u0 + eps2);
  const floor = eps2 + Math.abs(g[i] * eps2);
  let d = Math.min(0.2 * Math.abs(gstep[i]), Math.sqrt(noise / (Math.abs(g2[i]) + floor)));
  if (d < shortest) d = shortest;
  let changeBefore = 10000;
  for (let cycle = 0; cycle < effort.hesseGradientCycles; cycle++) {
    u[i] = u0 + d;
    const f1 = valueAt(problem, u);
    u[i] = u0 - d;
    const f2 = valueAt(problem, u);
    u[i] = u0;
    const slope = (f1 - f2) / (2 * d);
    const rounding = (eps * (Math.abs(f1) + Math.abs(f2))) / d;
    if (slope === 0 || !Number.isFinite(slope)) return;
    const change = Math.abs((g[i] - slope) / slope);
    if (change > changeBefore && cycle > 1) return;
    changeBefore = change;
    const before = g[i];
    g[i] = slope;
    gstep[i] = d;
    if (change < 0.05 || Math.abs(before - slope) < rounding || d < shortest) return;
    d *= 0.2;
  }
}

/** The mixed second derivatives, from one more value each. */
function mixed(problem: Problem, state: State, work: Workspace, center: number): void {
  const { n } = problem;
  const { u } = state;
  const { reach, forward, hessian } = work;
  for (let i = 0; i < n; i++) {
    const ui = u[i];
    for (let j = i + 1; j < n; j++) {
      const uj = u[j];
      u[i] = ui + reach[i];
      u[j] = uj + reach[j];
      const f = valueAt(problem, u);
      u[i] = ui;
      u[j] = uj;
      const element = (f + center - forward[i] - forward[j]) / (reach[i] * reach[j]);
      hessian[i * n + j] = element;
      hessian[j * n + i] = element;
    }
  }
}
