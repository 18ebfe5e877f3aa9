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
  work.value = Math.min(f1, f0);
  const shortest = shortestStep(state.u, work.step);
  let near = tolerance;
  let longest = farthest;
  work.ceiling = 1000;
  work.floor = -100;
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
      setPoints(work, f0, x1, f1, x, f2);
      if (trials < maxTrials) threePoints(problem, state, work, near, longest, trials);
      return;
    }
    near = tolerance * x;
    work.ceiling = x - near;
    longest = work.ceiling;
    x1 = x;
    f1 = f2;
    if (trials >= maxTrials) return;
  }
}

/** The three points of the parabola: the start of the line and two more. */
function setPoints({ px, py }: Workspace, f0: number, x1: number, f1: number, x2: number, f2: number): void {
  px[0] = 0;
  py[0] = f0;
  px[1] = x1;
  py[1] = f1;
  px[2] = x2;
  py[2] = f2;
}

/** Minimum of the parabola with value 0 and `slope` at 0 that rises by `rise` at x; `longest` where it opens downwards. */
function parabolaFromSlope(x: number, rise: number, slope: number, longest: number): number {
  const curvature = (2 * (rise - slope * x)) / (x * x);
  let minimum = curvature === 0 ? 1 : -slope / curvature;
  if (minimum < 0) minimum = longest;
  return Math.min(minimum, longest);
}

/** Goes on with parabolas through the three points in `work`, replacing the worst. */
function threePoints(problem: Problem, state: State, work: Workspace, near: number, reach: number, used: number): void {
  let longest = reach;
  let trials = used;
  while (trials < maxTrials) {
    longest = Math.max(longest, stretch * Math.abs(work.position));
    let x = parabolaThrough(work, longest);
    if (Number.isNaN(x)) {
      spendTrials(problem, state, work, trials);
      return;
    }
    x = x > 0 ? Math.min(x, work.ceiling) : Math.max(x, work.floor);
    let y = NaN;
    for (;;) {
      if (isSeen(work, x, Math.max(near, Math.abs(near * x)))) return;
      y = along(problem, state, work, x);
      if (!isWorse(work, y)) break;
      tighten(work, x, near);
      x = 0.5 * (x + work.position);
      trials++;
      if (trials >= maxTrials) return;
    }
    replaceWorst(work, x, y);
    if (!keepBest(work, x, y)) tighten(work, x, near);
    trials++;
  }
}

/** Whether `x` is within `close` of a point that is known. */
function isSeen({ px }: Workspace, x: number, close: number): boolean {
  return Math.abs(x - px[0]) < close || Math.abs(x - px[1]) < close || Math.abs(x - px[2]) < close;
}

function isWorse({ py }: Workspace, y: number): boolean {
  return !(y <= py[0] || y <= py[1] || y <= py[2]);
}

/** No further search beyond `x`, which did not pay. */
function tighten(work: Workspace, x: number, near: number): void {
  if (x > work.position) work.ceiling = Math.min(work.ceiling, x - near);
  if (x < work.position) work.floor = Math.max(work.floor, x + near);
}

function replaceWorst({ px, py }: Workspace, x: number, y: number): void {
  let worst = 2;
  if (py[0] > py[1] && py[0] > py[2]) worst = 0;
  else if (py[1] > py[0] && py[1] > py[2]) worst = 1;
  px[worst] = x;
  py[worst] = y;
}

/** Minimum of the parabola through the three points, not farther than `longest` from the best; that far downhill where it has none. */
function parabolaThrough({ px, py, position }: Workspace, longest: number): number {
  const [x0, x1, x2] = [px[0], px[1], px[2]];
  const mean = (x0 + x1 + x2) / 3;
  const w0 = py[0] / ((x0 - x1) * (x0 - x2));
  const w1 = py[1] / ((x1 - x0) * (x1 - x2));
  const w2 = py[2] / ((x2 - x0) * (x2 - x1));
  const a = w0 + w1 + w2;
  const b = w0 * (x0 - mean) + w1 * (x1 - mean) + w2 * (x2 - mean) - 2 * a * mean;
  if (a < eps2) return 2 * a * position + b < 0 ? position + longest : position - longest;
  return Math.min(Math.max(-b / (2 * a), position - longest), position + longest);
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
