/** The profile of the function along a line: its value at position `a`, minimized over all that is not scanned. */
export type Profile = (a: number) => number;

/** Where a profile crosses its aim, or why it was not found. */
export interface Crossing {
  readonly a: number;
  readonly problem?: "limit" | "new-minimum" | "not-found" | "undefined";
}

/** The search for a crossing. Position −1 is the minimum of the function; 0 is where a parabola would cross. */
export interface CrossingOptions {
  /** Value of the function at its minimum, and the rise sought. */
  readonly minimum: number;
  readonly rise: number;
  /** Largest position: where the line reaches a limit. */
  readonly ceiling: number;
}

/** Why a crossing was not found on a line `where`, but for limits and lower values. */
export function reasonOf({ problem }: Crossing, where: string): string {
  return problem === "undefined"
    ? "the search over the other parameters failed"
    : `the function does not rise steadily ${where}`;
}

interface Point {
  readonly a: number;
  readonly f: number;
}

/** One search: what it aims at, and how it has gone so far. */
interface Hunt extends CrossingOptions {
  readonly profile: Profile;
  readonly aim: number;
  /** How near the value must come. */
  readonly near: number;
  count: number;
  /** Set when the hunt is over without success. */
  failure: Crossing | undefined;
}

const maxPoints = 15;

/**
 * Position at which `profile` reaches `minimum` + `rise`, to 1 % in position and value, in few evaluations: linear
 * predictions until the aim is bracketed, parabolas from then on (James, CERN D506, section 5.5: MINOS).
 */
export function findCrossing(profile: Profile, options: CrossingOptions): Crossing {
  const { minimum, rise } = options;
  const hunt = startHunt(profile, options);
  const first = look(hunt, 0, options.ceiling < 0.01);
  if (first === undefined) return failed(hunt);
  const start = { a: 0, f: Math.max(first.f, minimum + 0.1 * rise) };
  const scaled = Math.sqrt(rise / (start.f - minimum)) - 1;
  if (Math.abs(start.f - hunt.aim) < hunt.near) return { a: scaled };
  const second = look(hunt, Math.min(Math.max(scaled, -0.5), 1));
  return second === undefined ? failed(hunt) : approach(hunt, start, second);
}

/**
 * The same for a profile too irregular for parabolas: steps outwards until the aim is passed, then false position and
 * halving in turn. Safe, and several times as many evaluations.
 */
export function bracketCrossing(profile: Profile, options: CrossingOptions): Crossing {
  const hunt = startHunt(profile, options);
  let low: Point = { a: -1, f: options.minimum };
  let high: Point | undefined;
  while (high === undefined) {
    if (low.a > 100) return failed(hunt);
    const next = look(hunt, low.a === -1 ? -0.5 : stepOut(hunt, low));
    if (next === undefined) return failed(hunt);
    if (next.f < hunt.aim) low = next;
    else high = next;
  }
  for (let tries = 0; tries < 2 * maxPoints; tries++) {
    const secant = low.a + ((hunt.aim - low.f) / (high.f - low.f)) * (high.a - low.a);
    const best = nearest(hunt, low, high);
    if (isFound(hunt, secant, best, Math.abs(secant - best.a))) return { a: secant };
    // Where the profile jumps over the aim, from one valley to another, it does not cross it.
    if (high.a - low.a < 1e-4) return failed(hunt);
    const point = look(hunt, tries % 2 === 0 ? secant : 0.5 * (low.a + high.a));
    if (point === undefined) return failed(hunt);
    if (point.f < hunt.aim) low = point;
    else high = point;
  }
  return failed(hunt);
}

/** A little farther than where the parabola from the minimum through a point would cross: a narrow rise is not stepped over. */
function stepOut(hunt: Hunt, { a, f }: Point): number {
  const factor = Math.sqrt(hunt.rise / Math.max(f - hunt.minimum, 0));
  return (1 + a) * Math.min(1.1 * factor, 2.5) - 1;
}

function startHunt(profile: Profile, options: CrossingOptions): Hunt {
  const { minimum, rise } = options;
  return { ...options, profile, aim: minimum + rise, near: 0.01 * rise, count: 0, failure: undefined };
}

/** Evaluates the profile at `a`, or at the limit if that is nearer. Undefined where that ends the hunt. */
function look(hunt: Hunt, a: number, atLimit = false): Point | undefined {
  const limited = atLimit || a > hunt.ceiling;
  const position = Math.min(a, hunt.ceiling);
  const f = hunt.profile(position);
  hunt.count++;
  if (!Number.isFinite(f)) hunt.failure = { a: NaN, problem: "undefined" };
  else if (f < hunt.minimum - hunt.near) hunt.failure = { a: NaN, problem: "new-minimum" };
  else if (limited && f < hunt.aim) hunt.failure = { a: NaN, problem: "limit" };
  return hunt.failure === undefined ? { a: position, f } : undefined;
}

function failed(hunt: Hunt): Crossing {
  return hunt.failure ?? { a: NaN, problem: "not-found" };
}

/** Linear predictions from two points until three points bracket the aim. */
function approach(hunt: Hunt, first: Point, second: Point): Crossing {
  let p = first;
  let q = second;
  let slope = slopeOf(p, q);
  for (;;) {
    for (let it = 0; slope < 0; it++) {
      if (hunt.count >= maxPoints) return failed(hunt);
      p = q;
      const next = look(hunt, p.a + 0.2 * (it + 1));
      if (next === undefined) return failed(hunt);
      q = next;
      slope = slopeOf(p, q);
    }
    const wanted = q.a + (hunt.aim - q.f) / slope;
    if (isFound(hunt, wanted, nearest(hunt, p, q), Math.min(Math.abs(wanted - p.a), Math.abs(wanted - q.a)))) {
      return { a: wanted };
    }
    if (hunt.count >= maxPoints || Number.isNaN(wanted)) return failed(hunt);
    const bounded = Math.min(Math.max(wanted, Math.min(p.a, q.a) - 1), Math.max(p.a, q.a) + 1);
    const r = look(hunt, bounded);
    if (r === undefined) return failed(hunt);
    const below = [p, q, r].filter((point) => point.f < hunt.aim).length;
    if (below === 1 || below === 2) return narrow(hunt, [p, q, r]);
    const newestIsBest = nearest(hunt, nearest(hunt, p, q), r) === r;
    if (!newestIsBest && below === 0) return failed(hunt);
    if (!newestIsBest) {
      q = r;
      continue;
    }
    if (distance(hunt, p) > distance(hunt, q)) p = r;
    else q = r;
    slope = slopeOf(p, q);
  }
}

/** Parabolas through three points that bracket the aim. */
function narrow(hunt: Hunt, three: Point[]): Crossing {
  let best = three.reduce((a, b) => nearest(hunt, a, b));
  for (;;) {
    const root = rootOfParabola(three, hunt.aim);
    if (Number.isNaN(root.a)) return failed(hunt);
    if (isFound(hunt, root.a, best, Math.abs(root.a - best.a))) return { a: root.a };
    if (hunt.count >= maxPoints) return failed(hunt);
    const left = three.filter((point) => point.f <= hunt.aim).reduce((a, b) => (b.f > a.f ? b : a));
    const right = three.filter((point) => point.f > hunt.aim).reduce((a, b) => (b.f < a.f ? b : a));
    const out = three.findIndex((point) => point !== left && point !== right);
    let a = root.a;
    const worst = Math.max(...three.map((point) => distance(hunt, point)));
    // A far point bends the parabola: lean to the middle of the bracket.
    if (worst > 10 * distance(hunt, three[out])) a = 0.5 * (a + 0.5 * (right.a + left.a));
    const margin = Math.min(0.1 * nearPosition(root.a), hunt.near / root.slope);
    const lowest = left.a + margin;
    const highest = right.a - margin;
    a = lowest > highest ? 0.5 * (lowest + highest) : Math.min(Math.max(a, lowest), highest);
    const point = look(hunt, a);
    if (point === undefined) return failed(hunt);
    three[out] = point;
    best = point;
  }
}

/** Where the parabola through three points rises through `aim`, and its slope there. */
function rootOfParabola(three: readonly Point[], aim: number): { readonly a: number; readonly slope: number } {
  const [p, q, r] = three;
  const mean = (p.a + q.a + r.a) / 3;
  const wp = p.f / ((p.a - q.a) * (p.a - r.a));
  const wq = q.f / ((q.a - p.a) * (q.a - r.a));
  const wr = r.f / ((r.a - p.a) * (r.a - q.a));
  const square = wp + wq + wr;
  const linear = wp * (p.a - mean) + wq * (q.a - mean) + wr * (r.a - mean);
  const [dp, dq, dr] = [p.a - mean, q.a - mean, r.a - mean];
  const constant = wp * dq * dr + wq * dp * dr + wr * dp * dq - aim;
  const slope = Math.sqrt(linear * linear - 4 * square * constant);
  // The root with the positive slope, in the form that survives a straight line.
  const offset = linear > 0 ? (-2 * constant) / (linear + slope) : (slope - linear) / (2 * square);
  return { a: mean + offset, slope };
}

function isFound(hunt: Hunt, a: number, best: Point, gap: number): boolean {
  return gap < nearPosition(a) && distance(hunt, best) < hunt.near;
}

function nearPosition(a: number): number {
  return 0.01 * Math.max(1, Math.abs(a));
}

function distance(hunt: Hunt, point: Point): number {
  return Math.abs(point.f - hunt.aim);
}

function nearest(hunt: Hunt, a: Point, b: Point): Point {
  return distance(hunt, b) < distance(hunt, a) ? b : a;
}

function slopeOf(p: Point, q: Point): number {
  return (q.f - p.f) / (q.a - p.a);
}
