import { abs, max, min, sqrt } from "./math.ts";
import { parabolaThrough } from "./parabola.ts";
import { clamp } from "./transform.ts";

/** Where the profile of a function along a line crosses its aim; NaN, and why, where that was not found. */
export interface Crossing {
  readonly a: number;
  readonly problem?: Problem | undefined;
}

type Problem = "limit" | "new-minimum" | "not-found" | "undefined";

/** The search for a crossing. Position −1 is the minimum of the function; 0 is where a parabola would cross. */
export interface CrossingOptions {
  /** The profile: the value at position `a`, minimized over all that is not scanned. */
  readonly profile: (a: number) => number;
  /** Value of the function at its minimum, and the rise sought. */
  readonly minimum: number;
  readonly rise: number;
  /** Largest position: where the line reaches a limit, or `farthest`. */
  readonly ceiling: number;
}

/** A function that has not risen at this position does not rise. */
export const farthest = 100;

/** Why a crossing was not found on a line `where`, but for limits and lower values. */
export function reasonOf(crossing: Crossing, where: string): string {
  return crossing.problem === "undefined"
    ? "the search over the other parameters failed"
    : `the function does not rise steadily ${where}`;
}

interface Point {
  readonly a: number;
  readonly f: number;
  /** Distance of the value from the aim. */
  readonly off: number;
}

/** One search: what it aims at, and how it has gone so far. */
interface Hunt extends CrossingOptions {
  readonly aim: number;
  /** How near the value must come. */
  readonly near: number;
  count: number;
  /** Why the hunt is over without success, once it is. */
  problem: Problem;
}

const maxPoints = 15;

/**
 * Position at which the profile reaches `minimum` + `rise`, to 1 % in position and value, in few evaluations: linear
 * predictions until the aim is bracketed, parabolas from then on (James, CERN D506, section 5.5: MINOS). With `careful`,
 * for a profile too irregular for parabolas: steps outwards until the aim is passed, then false position and halving in
 * turn. Safe, and several times as many evaluations.
 */
export function findCrossing(options: CrossingOptions, careful = false): Crossing {
  const aim = options.minimum + options.rise;
  const hunt: Hunt = { ...options, aim, near: 0.01 * options.rise, count: 0, problem: "not-found" };
  const a = careful ? bracket(hunt) : predict(hunt);
  // A parabola may have led back through the minimum, to its other side.
  return a > -1 ? { a } : { a: NaN, problem: hunt.problem };
}

/** The position by predictions; NaN where that has no success. */
function predict(hunt: Hunt): number {
  const first = look(hunt, 0, hunt.ceiling < 0.01);
  if (!first) return NaN;
  const start = pointAt(hunt, 0, max(first.f, hunt.minimum + 0.1 * hunt.rise));
  const scaled = sqrt(hunt.rise / (start.f - hunt.minimum)) - 1;
  if (start.off < hunt.near) return scaled;
  const second = look(hunt, clamp(scaled, -0.5, 1));
  return second ? approach(hunt, start, second) : NaN;
}

/** The position between brackets; NaN where that has no success. */
function bracket(hunt: Hunt): number {
  let low = pointAt(hunt, -1, hunt.minimum);
  let high: Point | undefined;
  for (let tries = 0; tries < 2 * maxPoints; ) {
    let next = -0.5;
    if (high) {
      const secant = low.a + ((hunt.aim - low.f) / (high.f - low.f)) * (high.a - low.a);
      if (isFound(hunt, secant, nearest(low, high))) return secant;
      // Where the profile jumps over the aim, from one valley to another, it does not cross it.
      if (high.a - low.a < 1e-4) return NaN;
      next = tries % 2 === 0 ? secant : 0.5 * (low.a + high.a);
      tries++;
    } else if (low.a > farthest) return NaN;
    else if (low.a > -1) {
      // A little farther than where the parabola from the minimum would cross: a narrow rise is not stepped over.
      const factor = sqrt(hunt.rise / max(low.f - hunt.minimum, 0));
      next = (1 + low.a) * min(1.1 * factor, 2.5) - 1;
    }
    const point = look(hunt, next);
    if (!point) return NaN;
    if (point.f < hunt.aim) low = point;
    else high = point;
  }
  return NaN;
}

/** Evaluates the profile at `a`, or at the limit if that is nearer. Undefined where that ends the hunt. */
function look(hunt: Hunt, a: number, atLimit = a > hunt.ceiling): Point | undefined {
  const point = pointAt(hunt, min(a, hunt.ceiling));
  hunt.count++;
  if (!Number.isFinite(point.f)) hunt.problem = "undefined";
  else if (point.f < hunt.minimum - hunt.near) hunt.problem = "new-minimum";
  else if (atLimit && point.f < hunt.aim) hunt.problem = hunt.ceiling < farthest ? "limit" : "not-found";
  else return point;
  return undefined;
}

function pointAt(hunt: Hunt, a: number, f = hunt.profile(a)): Point {
  return { a, f, off: abs(f - hunt.aim) };
}

/** Linear predictions from two points until three points bracket the aim. */
function approach(hunt: Hunt, first: Point, second: Point): number {
  let p = first;
  let q = second;
  let slope = slopeOf(p, q);
  for (;;) {
    for (let it = 1; slope < 0; it++) {
      const next = hunt.count < maxPoints && look(hunt, q.a + 0.2 * it);
      if (!next) return NaN;
      p = q;
      q = next;
      slope = slopeOf(p, q);
    }
    const wanted = q.a + (hunt.aim - q.f) / slope;
    if (isFound(hunt, wanted, p, q)) return wanted;
    if (hunt.count >= maxPoints || Number.isNaN(wanted)) return NaN;
    const r = look(hunt, clamp(wanted, min(p.a, q.a) - 1, max(p.a, q.a) + 1));
    if (!r) return NaN;
    const below = [p, q, r].filter((point) => point.f < hunt.aim).length;
    if (below === 1 || below === 2) return narrow(hunt, [p, q, r]);
    if (nearest(nearest(p, q), r) === r) {
      if (p.off > q.off) p = r;
      else q = r;
      slope = slopeOf(p, q);
    } else if (below === 0) return NaN;
    else q = r;
  }
}

/** Parabolas through three points that bracket the aim. */
function narrow(hunt: Hunt, three: Point[]): number {
  let best = three.reduce(nearest);
  for (;;) {
    const root = rootOfParabola(three, hunt.aim);
    if (isFound(hunt, root.a, best)) return root.a;
    if (hunt.count >= maxPoints || Number.isNaN(root.a)) return NaN;
    const left = three.filter((point) => point.f <= hunt.aim).reduce((a, b) => (b.f > a.f ? b : a));
    const right = three.filter((point) => point.f > hunt.aim).reduce((a, b) => (b.f < a.f ? b : a));
    const out = three.findIndex((point) => point !== left && point !== right);
    const middle = 0.5 * (left.a + right.a);
    // A far point bends the parabola: lean to the middle of the bracket.
    const leaning = three.some((point) => point.off > 10 * three[out].off);
    const margin = min(0.1 * nearPosition(root.a), hunt.near / root.slope);
    const lowest = left.a + margin;
    const highest = right.a - margin;
    const wanted = clamp(leaning ? 0.5 * (root.a + middle) : root.a, lowest, highest);
    const point = look(hunt, lowest > highest ? 0.5 * (lowest + highest) : wanted);
    if (!point) return NaN;
    three[out] = point;
    best = point;
  }
}

/** Where the parabola through three points rises through `aim`, and its slope there. */
function rootOfParabola(three: readonly Point[], aim: number): { readonly a: number; readonly slope: number } {
  const { mean, constant, linear, square } = parabolaThrough(
    three.map((point) => point.a),
    three.map((point) => point.f),
  );
  const below = constant - aim;
  const slope = sqrt(linear * linear - 4 * square * below);
  // The root with the positive slope, in the form that survives a straight line.
  const offset = linear > 0 ? (-2 * below) / (linear + slope) : (slope - linear) / (2 * square);
  return { a: mean + offset, slope };
}

/** Whether one of the points is near `a`, and one near the aim. */
function isFound(hunt: Hunt, a: number, ...points: readonly Point[]): boolean {
  return points.some((point) => abs(a - point.a) < nearPosition(a)) && points.some((point) => point.off < hunt.near);
}

function nearPosition(a: number): number {
  return 0.01 * max(1, abs(a));
}

function nearest(a: Point, b: Point): Point {
  return b.off < a.off ? b : a;
}

function slopeOf(p: Point, q: Point): number {
  return (q.f - p.f) / (q.a - p.a);
}
