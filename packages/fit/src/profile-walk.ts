import { exp, log, type Objective, pow } from "@gammakit/core";
import type { FitOptions } from "./fit.ts";
import { lowestWith, type ProfilePoint } from "./fixed-parameter.ts";
import { flatRise } from "./flat-rise.ts";

/** How far a profile is walked, in units of the power of ten of the start value; by this factor where it is walked by factors. */
const farthest = 100;

/** How far it is walked at least, in units of the value. */
const further = 3;

/** How far the first step goes at least. */
const nearest = 0.02;

/** Where a walk begins. */
export interface Outset {
  /** Place of the parameter. */
  readonly index: number;
  readonly sign: 1 | -1;
  /** Whether the parameter cannot be zero or less: it is walked by factors. */
  readonly positive: boolean;
  /** Error of the parameter where one is known. */
  readonly error?: number;
  /** Whether second differences see nothing of the parameter where the walk begins. */
  readonly unseen?: boolean;
}

/** What the profile of one parameter does on one side of a point, all other parameters fitted again at each step. */
export interface Walk extends Outset {
  /**
   * "bounded": it rises by `up`. "weak": it rises, but never by that much. "flat": it stays within {@link flatRise}. "limit": the
   * limit of the parameter comes before any of that. "lower": it falls by more than that. "unknown": the walk was broken off.
   */
  readonly kind: "bounded" | "weak" | "flat" | "limit" | "lower" | "unknown";
  /** Largest rise on the way. */
  readonly rise: number;
  /** The lowest point on the way. */
  readonly lowest: ProfilePoint;
  /** Where the parameter was left. */
  readonly end: number;
}

/** What a walk needs besides the place where it begins. */
export interface WalkOptions extends FitOptions {
  /** Lets the event loop turn, and tells whether the walk may go on. */
  readonly mayGoOn: () => Promise<boolean>;
}

/** Follows the profile of one parameter outward from `at`, until it has risen by `up`, or to where no value makes sense. */
export async function walkProfile(
  objective: Objective,
  at: ProfilePoint,
  outset: Outset,
  options: WalkOptions,
): Promise<Walk> {
  const { index, sign } = outset;
  const edge = (sign > 0 ? objective.upper : objective.lower)[index];
  const enough = at.value + flatRise * objective.up;
  let [lowest, before, from, rise] = [at, at.x, at.x, 0];
  for (const wanted of stations(at.x[index], outset)) {
    if (!(await options.mayGoOn())) return { ...outset, kind: "unknown", rise, lowest, end: from[index] };
    const beyond = sign * (wanted - edge) >= 0;
    const value = beyond ? edge : wanted;
    const starts = [...extrapolated(objective, index, before, from, value), from, at.x];
    const point = await lowestWith(objective, { index, value }, starts, enough, options);
    const change = (point.value - at.value) / objective.up;
    // Beyond what can be computed nothing is known.
    if (!Number.isFinite(change) && (outset.unseen || from !== at.x)) break;
    // What is not a minimum over the others says nothing either, once a stretch has been walked.
    if (!point.converged && change > flatRise && before !== at.x) break;
    const walk = { ...outset, rise: Math.max(rise, change), lowest, end: point.x[index] };
    if (!(change < 1)) return { ...walk, kind: "bounded" };
    if (point.value < lowest.value) lowest = point;
    if (change < -flatRise) return { ...walk, kind: "lower", lowest };
    if (beyond) return { ...walk, kind: "limit", lowest };
    rise = walk.rise;
    before = from;
    from = point.x;
  }
  return { ...outset, kind: rise < flatRise ? "flat" : "weak", rise, lowest, end: from[index] };
}

/**
 * Where two points of a profile lead at `value`, by the same factor where a parameter keeps its sign: an amplitude goes through many
 * powers of ten while an index is walked. None before there are two.
 */
function extrapolated(
  { lower, upper }: Objective,
  index: number,
  before: Float64Array,
  from: Float64Array,
  value: number,
): readonly Float64Array[] {
  const steps = (value - from[index]) / (from[index] - before[index]);
  const x = from.map((here, k) => {
    const ratio = here / before[k];
    const there = ratio > 0 ? here * pow(ratio, steps) : here + steps * (here - before[k]);
    return Math.min(Math.max(there, lower[k]), upper[k]);
  });
  return x.every(Number.isFinite) ? [x] : [];
}

/** Values farther and farther from `value`: one nearby, which shows the way of the other parameters, then each step as long as all before. */
function* stations(value: number, { sign, positive, error = Number.NaN }: Outset): Generator<number> {
  const size = Math.max(Math.abs(value), 1);
  const byFactor = positive && value > 0;
  const known = error > 0 ? error / (byFactor ? value : size) : 1;
  const last = byFactor ? log(farthest) : Math.max(farthest / size, further);
  const first = Math.min(Math.max(known, nearest), 0.25);
  const steps = first > nearest ? [nearest] : [];
  for (let step = first; step < 2 * last; step *= 2) steps.push(Math.min(step, last));
  for (const step of steps) yield byFactor ? value * exp(sign * step) : value + size * sign * step;
}

/** The value nearest to the minimum, to some percent, from which on the profile stays within {@link flatRise} of a flat side. */
export async function edgeOfFlat(
  objective: Objective,
  { index, sign, positive, lowest }: Walk,
  options: WalkOptions,
): Promise<number | undefined> {
  const level = lowest.value + flatRise * objective.up;
  let flat = lowest.x[index];
  let steep = Number.NaN;
  let from = lowest.x;
  const isFlat = async (value: number) => {
    const point = await lowestWith(objective, { index, value }, [from, lowest.x], level, options);
    if (!(point.value < level)) return false;
    from = point.x;
    return true;
  };
  const back = { index, sign: -sign as 1 | -1, positive };
  for (const value of stations(flat, back)) {
    if (!(value >= objective.lower[index] && value <= objective.upper[index])) break;
    if (await isFlat(value)) flat = value;
    else {
      steep = value;
      break;
    }
  }
  if (Number.isNaN(steep)) return undefined;
  for (let k = 0; k < 30 && (await options.mayGoOn()) && Math.abs(flat - steep) > 0.03 * Math.abs(flat); k++) {
    const middle = flat * steep > 0 ? Math.sign(flat) * Math.sqrt(flat * steep) : 0.5 * (flat + steep);
    if (await isFlat(middle)) flat = middle;
    else steep = middle;
  }
  return flat;
}
