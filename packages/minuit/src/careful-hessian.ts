import { longestStep } from "./gradient.ts";
import { differentiateGradient } from "./gradient-hessian.ts";
import { eps, eps2 } from "./precision.ts";
import { type Problem, valueAt } from "./problem.ts";
import { invertHessian } from "./second-derivatives.ts";
import { leastIndependent, markSingular } from "./singular.ts";
import { estimatedDistance, resetMatrix, type State, type Workspace } from "./state.ts";
import { mixed, stretchHessian } from "./stretched-hessian.ts";
import { bendAt } from "./transform.ts";

const maxTries = 10;

/** Relative error of a variance by rounding that is good enough. */
const goodEnough = 3e-5;

/** 1 − ρ² below which a matrix of doubles cannot be told from a singular one. */
const indistinct = 1e-14;

/**
 * HESSE for errors that are to be exact: replaces the matrix of `state` by the inverse of the second derivatives, all from
 * symmetric differences. Steps make the function rise by r = √(ε |F| up), where rounding (ε|F|/r) and curvature of higher
 * order (r/up) weigh the same: a few 1e-6 relative. MINUIT's own steps inside MIGRAD, tuned for few calls, give 1e-4 to 0.2.
 * Calls: 1 + 2n, or a few more where the first step is off, + n(n − 1); 2n of the gradient instead where there is one.
 */
export function computeCarefulHesse(problem: Problem, state: State, work: Workspace): void {
  state.hesseFailed = false;
  state.madePositive = false;
  const given = problem.objective.gradient !== undefined;
  const known = given ? differentiateGradient(problem, state, work) : differentiateValues(problem, state, work);
  if (known) straighten(problem, state, work);
  if (known && invertHessian(problem, state, work)) {
    state.matrixValid = true;
    state.fromHesse = true;
    const rounding = given ? 1e-6 : Math.sqrt((eps * (Math.abs(state.f) + problem.up)) / problem.up);
    const doubtful = state.madePositive || rounding > goodEnough * leastIndependent(state).independence;
    if (doubtful) refineCarefulHesse(problem, state, work);
  } else {
    resetMatrix(state);
    state.hesseFailed = true;
    state.matrixValid = false;
  }
  state.edm = estimatedDistance(state);
}

/** The same where the matrix of `state` is right already, or nearly: along the axes in which it is round. */
export function refineCarefulHesse(problem: Problem, state: State, work: Workspace): void {
  const exact = stretchHessian(problem, state, work);
  state.madePositive = false;
  state.dcovar = 0;
  if (!exact || leastIndependent(state).independence < indistinct) markSingular(state);
  state.edm = estimatedDistance(state);
}

function differentiateValues(problem: Problem, state: State, work: Workspace): boolean {
  const { n, up } = problem;
  const center = valueAt(problem, state.u);
  const rise = Math.sqrt(eps * (Math.abs(center) + up) * up);
  for (let i = 0; i < n; i++) if (!alongAxis(problem, state, work, center, rise, i)) return false;
  const axes = new Float64Array(n * n);
  for (let i = 0; i < n; i++) axes[i * (n + 1)] = 1;
  return mixed(problem, state, work, axes, center);
}

/** First and second derivative along axis i, with a step that makes the function rise by `rise` within a factor of ten. */
function alongAxis(problem: Problem, state: State, work: Workspace, center: number, rise: number, i: number): boolean {
  const { u, g, g2 } = state;
  const u0 = u[i];
  const shortest = eps2 * (Math.abs(u0) + eps2);
  const longest = longestStep(problem.bounds[i], u0);
  let step = Math.min(Math.max(Math.sqrt((2 * rise) / Math.abs(g2[i])), shortest), longest);
  for (let tries = 0; tries < maxTries; tries++) {
    u[i] = u0 + step;
    const ahead = valueAt(problem, u);
    u[i] = u0 - step;
    const behind = valueAt(problem, u);
    u[i] = u0;
    const sag = 0.5 * (ahead - center + (behind - center));
    if (!Number.isFinite(sag)) return false;
    g[i] = (ahead - behind) / (2 * step);
    if (sag !== 0) g2[i] = (2 * sag) / (step * step);
    work.hessian[i * problem.n + i] = g2[i];
    work.reach[i] = step;
    work.forward[i] = ahead;
    work.backward[i] = behind;
    const ratio = Math.abs(sag) / rise;
    if (ratio > 0.1 && ratio < 10) return true;
    const next = step * (sag === 0 ? 10 : Math.min(Math.max(1 / Math.sqrt(ratio), 0.01), 100));
    const usable = Math.min(Math.max(next, shortest), longest);
    if (usable === step) return sag !== 0;
    step = usable;
  }
  return false;
}

/**
 * Takes out of the second derivatives what comes from the bend of the internal variable rather than from the function:
 * away from the exact minimum of a parameter with limits, H(p) = (H(u) − g p″/p′) / p′².
 */
function straighten(problem: Problem, state: State, work: Workspace): void {
  const { n, bounds, lower, upper } = problem;
  for (let i = 0; i < n; i++) {
    const bend = state.g[i] * bendAt(bounds[i], lower[i], upper[i], state.u[i]);
    const diagonal = work.hessian[i * n + i];
    if (Math.abs(bend) < 0.5 * Math.abs(diagonal)) work.hessian[i * n + i] = diagonal - bend;
  }
}
