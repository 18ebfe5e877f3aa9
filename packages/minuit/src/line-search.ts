import { eps, eps2 } from "./precision.ts";
import { type Problem, valueAt } from "./problem.ts";
import type { State, Workspace } from "./state.ts";

const tolerance = 0.05;
const farthest = 5;
const stretch = 2;
const maxTrials = 12;

/**
 * Looks for the minimum along `work.step` from `state`, by parabolas through the points seen; leaves the best position,
 * in units of the step, and the function there in `work`. `slope` is the derivative along the step.
 * Where the function is not a number it counts as infinite, which shortens the step twentyfold.
 */
export function lineSearch(problem: Problem, state: State, work: Workspace, slope: number): void {
  const f0 = state.f;
  let f1 = along(problem, state, work, 1);
  work.position = f1 < f0 ? 1 : 0;
  work.value = f1 < f0 ? f1 : f0;
  const shortest = shortestStep(state.u, work.step);
  let near = tolerance;
  let longest = farthest;
  let ceiling = 1000;
  let x1 = 1;
  let x = 1;
  let trials = 2;
  for (;;) {
    x = parabolaFromSlope(x, f1 - f0, slope, longest);
    if (x < near) x = near;
    if (x < shortest) return;
    if (Math.abs(x - 1) < near) {
      if (f1 < f0) return;
      x = 1 + near;
    }
    const f2 = along(problem, state, work, x);
    trials++;
    keepBest(work, x, f2);
    if (Math.abs(f0 - work.value) >= Math.abs(work.value) * eps) {
      if (trials < maxTrials) threePoints(problem, state, work, x1, f1, x, f2, near, longest, ceiling, trials);
      return;
    }
    near = tolerance * x;
    ceiling = x - near;
    longest = ceiling;
    x1 = x;
    f1 = f2;
    if (trials >= maxTrials) return;
  }
}

/** Minimum of the parabola with value 0 and `slope` at 0 that rises by `rise` at x; `longest` where it opens downwards. */
function parabolaFromSlope(x: number, rise: number, slope: number, longest: number): number {
  const curvature = (2 * (rise - slope * x)) / (x * x);
  let minimum = curvature === 0 ? 1 : -slope / curvature;
  if (minimum < 0) minimum = longest;
  return minimum > longest ? longest : minimum;
}

/** Goes on with parabolas through the best three of the points at 0, x1 and x2, replacing the worst. */
function threePoints(
  problem: Problem,
  state: State,
  work: Workspace,
  xb: number,
  fb: number,
  xc: number,
  fc: number,
  near: number,
  reach: number,
  ceilingAtStart: number,
  trialsSoFar: number,
): void {
  let [x0, y0, x1, y1, x2, y2] = [0, state.f, xb, fb, xc, fc];
  let longest = reach;
  let ceiling = ceilingAtStart;
  let floor = -100;
  let trials = trialsSoFar;
  while (trials < maxTrials) {
    longest = Math.max(longest, stretch * Math.abs(work.position));
    let x = parabolaThrough(x0, y0, x1, y1, x2, y2, work.position, longest);
    if (Number.isNaN(x)) return spendTrials(problem, state, work, trials);
    if (x > 0) x = Math.min(x, ceiling);
    else x = Math.max(x, floor);
    let y = NaN;
    for (;;) {
      const close = Math.max(near, Math.abs(near * x));
      if (Math.abs(x - x0) < close || Math.abs(x - x1) < close || Math.abs(x - x2) < close) return;
      y = along(problem, state, work, x);
      if (y <= y0 || y <= y1 || y <= y2) break;
      if (x > work.position) ceiling = Math.min(ceiling, x - near);
      if (x < work.position) floor = Math.max(floor, x + near);
      x = 0.5 * (x + work.position);
      trials++;
      if (trials >= maxTrials) return;
    }
    if (y0 > y1 && y0 > y2) [x0, y0] = [x, y];
    else if (y1 > y0 && y1 > y2) [x1, y1] = [x, y];
    else [x2, y2] = [x, y];
    if (!keepBest(work, x, y)) {
      if (x > work.position) ceiling = Math.min(ceiling, x - near);
      if (x < work.position) floor = Math.max(floor, x + near);
    }
    trials++;
  }
}

/** Minimum of the parabola through three points, not farther than `longest` from `best`; that far downhill where it has none. */
function parabolaThrough(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  best: number,
  longest: number,
): number {
  const mean = (x0 + x1 + x2) / 3;
  const w0 = y0 / ((x0 - x1) * (x0 - x2));
  const w1 = y1 / ((x1 - x0) * (x1 - x2));
  const w2 = y2 / ((x2 - x0) * (x2 - x1));
  const a = w0 + w1 + w2;
  const b = w0 * (x0 - mean) + w1 * (x1 - mean) + w2 * (x2 - mean) - 2 * a * mean;
  if (a < eps2) return 2 * a * best + b < 0 ? best + longest : best - longest;
  return Math.min(Math.max(-b / (2 * a), best - longest), best + longest);
}

function along(problem: Problem, state: State, work: Workspace, x: number): number {
  const { trial, step } = work;
  const { u } = state;
  for (let i = 0; i < problem.n; i++) trial[i] = u[i] + x * step[i];
  const value = valueAt(problem, trial);
  return Number.isNaN(value) ? Infinity : value;
}

/**
 * A parabola through an infinite value has no minimum. MINUIT then asks for the function at an undefined position until
 * its trials are used up; here they are spent on the best position, so that calls can be compared one to one.
 */
function spendTrials(problem: Problem, state: State, work: Workspace, trialsSoFar: number): void {
  for (let trials = trialsSoFar; trials < maxTrials; trials++) along(problem, state, work, work.position);
}

function keepBest(work: Workspace, x: number, y: number): boolean {
  if (!(y < work.value)) return false;
  work.position = x;
  work.value = y;
  return true;
}

/** Position along the step where it is lost in the rounding of the point. */
function shortestStep(u: Float64Array, step: Float64Array): number {
  let shortest = Infinity;
  for (let i = 0; i < u.length; i++) {
    if (step[i] === 0) continue;
    const ratio = Math.abs(u[i] / step[i]);
    shortest = Math.min(shortest, ratio === 0 ? eps : ratio);
  }
  return shortest === Infinity ? 0 : shortest * eps2;
}
