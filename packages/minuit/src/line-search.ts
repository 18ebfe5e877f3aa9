import { abs, max, min } from "./math.ts";
import { parabolaThrough } from "./parabola.ts";
import { eps, eps2 } from "./precision.ts";
import { type Search, valueAt } from "./search.ts";
import { clamp } from "./transform.ts";

const tolerance = 0.05;
const farthest = 5;
const stretch = 2;
const maxTrials = 12;

/**
 * Looks for the minimum along `search.step`, by parabolas through the points seen; leaves the best position, in units of the
 * step, and the function there in the search. `slope` is the derivative along the step.
 * Where the function is not a number it counts as infinite, which shortens the step twentyfold.
 */
export function lineSearch(search: Search, slope: number): void {
  const f0 = search.f;
  const shortest = shortestStep(search);
  let x1 = 1;
  let f1 = valueAlong(search, x1);
  search.position = f1 < f0 ? 1 : 0;
  search.value = min(f1, f0);
  let near = tolerance;
  let longest = farthest;
  let ceiling = 1000;
  for (let trials = 3; trials <= maxTrials; trials++) {
    let x = max(parabolaFromSlope(x1, f1 - f0, slope, longest), near);
    if (x < shortest) return;
    if (abs(x - 1) < near) {
      if (f1 < f0) return;
      x = 1 + near;
    }
    const f2 = valueAlong(search, x);
    keepBest(search, x, f2);
    if (abs(f0 - search.value) >= abs(search.value) * eps) {
      threePoints(search, [0, x1, x], [f0, f1, f2], near, longest, ceiling, trials);
      return;
    }
    near = tolerance * x;
    longest = x - near;
    ceiling = longest;
    x1 = x;
    f1 = f2;
  }
}

/** The function at position `x` along the step. */
export function valueAlong(search: Search, x: number): number {
  for (let i = 0; i < search.n; i++) search.trial[i] = search.u[i] + x * search.step[i];
  const value = valueAt(search, search.trial);
  return Number.isNaN(value) ? Infinity : value;
}

/** Moves to the best point of the line search. */
export function advance(search: Search): void {
  for (let i = 0; i < search.n; i++) search.u[i] += search.position * search.step[i];
  search.f = search.value;
}

/** Minimum of the parabola with value 0 and `slope` at 0 that rises by `rise` at x; `longest` where it opens downwards. */
function parabolaFromSlope(x: number, rise: number, slope: number, longest: number): number {
  const curvature = (2 * (rise - slope * x)) / (x * x);
  const minimum = curvature === 0 ? 1 : -slope / curvature;
  return minimum < 0 ? longest : min(minimum, longest);
}

/** Goes on with parabolas through three points, replacing the worst; not beyond what did not pay. */
function threePoints(
  search: Search,
  px: number[],
  py: number[],
  near: number,
  reach: number,
  top: number,
  used: number,
): void {
  let longest = reach;
  let ceiling = top;
  let floor = -100;
  let x = 0;
  let worse = false;
  for (let trials = used; trials < maxTrials; trials++) {
    longest = max(longest, stretch * abs(search.position));
    if (worse) x = 0.5 * (x + search.position);
    else {
      x = lowest(px, py, search.position, longest);
      x = x > 0 ? min(x, ceiling) : max(x, floor);
    }
    if (Number.isNaN(x)) {
      // A parabola through an infinite value has no minimum. MINUIT then asks for the function at an undefined position until
      // its trials are used up; here they are spent on the best position, so that calls can be compared one to one.
      valueAlong(search, search.position);
      continue;
    }
    const close = max(near, abs(near * x));
    for (const seen of px) if (abs(x - seen) < close) return;
    const y = valueAlong(search, x);
    worse = !(y <= py[0] || y <= py[1] || y <= py[2]);
    if (!worse) replaceWorst(px, py, x, y);
    if (!worse && keepBest(search, x, y)) continue;
    if (x > search.position) ceiling = min(ceiling, x - near);
    if (x < search.position) floor = max(floor, x + near);
  }
}

function replaceWorst(px: number[], py: number[], x: number, y: number): void {
  let worst = 2;
  if (py[0] > py[1] && py[0] > py[2]) worst = 0;
  else if (py[1] > py[0] && py[1] > py[2]) worst = 1;
  px[worst] = x;
  py[worst] = y;
}

/** Minimum of the parabola through the three points, not farther than `longest` from the best; that far downhill where it has none. */
function lowest(px: number[], py: number[], position: number, longest: number): number {
  const { mean, linear, square } = parabolaThrough(px, py);
  const slope = linear - 2 * square * mean;
  let x = -slope / (2 * square);
  if (square < eps2) x = 2 * square * position + slope < 0 ? Infinity : -Infinity;
  return clamp(x, position - longest, position + longest);
}

function keepBest(search: Search, x: number, y: number): boolean {
  if (!(y < search.value)) return false;
  search.position = x;
  search.value = y;
  return true;
}

/** Position along the step where it is lost in the rounding of the point. */
function shortestStep(search: Search): number {
  let shortest = Infinity;
  for (let i = 0; i < search.n; i++) {
    if (search.step[i] === 0) continue;
    shortest = min(shortest, abs(search.u[i] / search.step[i]) || eps);
  }
  return shortest === Infinity ? 0 : shortest * eps2;
}
