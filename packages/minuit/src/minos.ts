import type { Interval, MinimizeResult, Objective, RunContext } from "@gammakit/core";
import { invalid } from "./check.ts";
import { type Crossing, farthest, findCrossing, reasonOf } from "./crossing.ts";
import { abs, max, min, sqrt } from "./math.ts";
import { checkSigma, type MinosOptions, type SearchOptions } from "./options.ts";
import { makeCareful, profileValue, roomFrom, searchAtMinimum, searchOverOthers, setWithin } from "./profile.ts";
import { errorAt, isAborted, type Search } from "./search.ts";

/** A MINOS interval, and what was met on the way to its ends. */
export interface MinosResult extends Interval {
  readonly name: string;
  readonly valid: boolean;
  readonly lowerValid: boolean;
  readonly upperValid: boolean;
  /** The limit of the parameter came before the function had risen enough. */
  readonly atLowerLimit: boolean;
  readonly atUpperLimit: boolean;
  /** A point lower than the minimum that MINOS was given, where it met one: minimize again from there. */
  readonly newMinimum?: { readonly x: Float64Array; readonly value: number };
  readonly evaluations: number;
  readonly gradientEvaluations: number;
}

/**
 * The interval of parameter `index` within which the function, minimized over all others, stays below its minimum plus
 * up · nSigma² (James, CERN D506, section 5.5). Ends are distances from the minimum, NaN with a reason where the function
 * does not rise that far.
 *
 * Throws "invalid-input" for a parameter that does not exist or is fixed, and whatever the function throws.
 */
export function minos(
  objective: Objective,
  at: MinimizeResult,
  index: number,
  options: MinosOptions = {},
  context: RunContext = {},
): MinosResult {
  const { nSigma = 1, ...rest } = options;
  checkSigma(nSigma);
  const name = objective.names[index];
  const minimum = searchAtMinimum(objective, at, rest, context);
  if (!Number.isFinite(at.value)) return combine(name, minimum, nowhere("there is no minimum to start from"));
  const k = freeIndex(minimum, index);
  if (!minimum.matrixValid || !(errorAt(minimum, k) > 0)) {
    return combine(name, minimum, nowhere("the second derivatives at the minimum give no error to start from"));
  }
  const upper = scanSide(minimum, k, 1, nSigma, rest);
  return combine(name, minimum, scanSide(minimum, k, -1, nSigma, rest), upper);
}

/** Position among the free parameters of parameter `index`. */
export function freeIndex(search: Search, index: number): number {
  const k = search.free.indexOf(index);
  if (k >= 0) return k;
  const name = search.objective.names[index];
  const what = name === undefined ? `There is no parameter ${index}` : `Parameter "${name}" is fixed`;
  throw invalid(`${what}: it has no interval.`, { index, name });
}

/** One end of an interval, and why it was not found where it was not. */
interface Side {
  readonly distance: number;
  readonly problem: Crossing["problem"];
  readonly reason: string;
  /** The lowest point that was met. */
  readonly lowest?: { readonly x: Float64Array; readonly value: number };
}

/** An end that was not looked for. */
function nowhere(reason: string): Side {
  return { distance: NaN, problem: "not-found", reason };
}

/** From the minimum to one error away, or to the limit if that is nearer, and on from there to the end of the interval. */
function scanSide(minimum: Search, k: number, sign: 1 | -1, nSigma: number, options: SearchOptions): Side {
  const index = minimum.free[k];
  const rest = searchOverOthers(minimum, [index], nSigma, options);
  const best = minimum.transforms[k].toExternal(minimum.u[k]);
  setWithin(rest, index, best + sign * errorAt(minimum, k));
  const middle = rest.x[index];
  const length = middle - best;
  let lowest = { x: rest.x, value: Infinity };
  const profile = (a: number): number => {
    setWithin(rest, index, middle + a * length);
    const value = profileValue(rest);
    if (value < lowest.value) lowest = { x: rest.x.slice(), value };
    return value;
  };
  const ceiling = min(farthest, roomFrom(rest, index, middle, length));
  const aim = { profile, minimum: minimum.f, rise: rest.up, ceiling };
  startOthers(minimum, k, sign, rest);
  const onLimit = abs(length) < 1e-15 * max(1, abs(best));
  let crossing: Crossing = onLimit ? { a: NaN, problem: "limit" } : findCrossing(aim);
  if ((crossing.problem === "not-found" || crossing.problem === "undefined") && !isAborted(minimum)) {
    makeCareful(rest);
    startOthers(minimum, k, 0, rest);
    crossing = findCrossing(aim, true);
  }
  minimum.calls += rest.calls;
  minimum.gradientCalls += rest.gradientCalls;
  const why = isAborted(minimum) ? "aborted" : endReason(crossing, minimum.objective.names[index], lowest.value);
  const reason = crossing.problem ? `${sign > 0 ? "upper" : "lower"}: ${why}` : "";
  return { distance: abs(length) * (1 + crossing.a), problem: crossing.problem, reason, lowest };
}

function endReason(crossing: Crossing, name: string, lowest: number): string {
  if (crossing.problem === "limit") return `the limit of ${name} comes before the function has risen enough`;
  if (crossing.problem === "new-minimum") return `a lower value was met, ${lowest}; minimize again from there`;
  return reasonOf(crossing, `along ${name}`);
}

/** Starts the other parameters where a parabola has its minimum when parameter k is one error away. */
function startOthers(search: Search, k: number, sign: number, rest: Search): void {
  const scale = sign * sqrt((2 * rest.up) / search.v[k * search.n + k]);
  for (let i = 0; i < search.n; i++)
    rest.x[search.free[i]] = search.transforms[i].toExternal(search.u[i] + scale * search.v[k * search.n + i]);
}

function combine(name: string, search: Search, lower: Side, upper = nowhere("")): MinosResult {
  const newMinimum = [lower, upper].find((side) => side.problem === "new-minimum")?.lowest;
  const reason = [lower.reason, upper.reason].filter(Boolean).join("; ");
  return {
    name,
    lower: lower.distance,
    upper: upper.distance,
    valid: reason === "",
    lowerValid: !lower.problem,
    upperValid: !upper.problem,
    atLowerLimit: lower.problem === "limit",
    atUpperLimit: upper.problem === "limit",
    ...(reason === "" ? {} : { reason }),
    ...(newMinimum ? { newMinimum } : {}),
    evaluations: search.calls,
    gradientEvaluations: search.gradientCalls,
  };
}
