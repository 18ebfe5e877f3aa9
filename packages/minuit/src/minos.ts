import type { Interval, MinimizeResult, Objective, RunContext } from "@gammakit/core";
import { GammakitError } from "@gammakit/core";
import { bracketCrossing, type Crossing, findCrossing, reasonOf } from "./crossing.ts";
import { checkOptions, checkSigma, type MinosOptions, type SearchOptions } from "./options.ts";
import { clamp, type Problem, setExternal } from "./problem.ts";
import { carefulProfile, type ProfiledFunction, profileFrom, profileValue, type Summit, summitOf } from "./profile.ts";
import { errorAt } from "./search.ts";
import { toExternal } from "./transform.ts";

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
  checkOptions(rest, ["fixed"]);
  const name = objective.names[index];
  checkSigma(nSigma);
  if (!Number.isFinite(at.value)) return nothing(name, "there is no minimum to start from");
  const summit = summitOf(objective, at, rest, context);
  const k = freeIndex(summit.problem, index);
  if (!summit.state.matrixValid || !(errorAt(summit.problem, summit.state, k) > 0)) {
    const { calls, gradientCalls } = summit.problem;
    return nothing(name, "the second derivatives at the minimum give no error to start from", calls, gradientCalls);
  }
  const upper = scanSide(objective, summit, k, 1, nSigma, rest);
  const lower = scanSide(objective, summit, k, -1, nSigma, rest);
  return combine(name, summit, lower, upper);
}

/** Position among the free parameters of parameter `index`. */
export function freeIndex(problem: Problem, index: number): number {
  const k = problem.free.indexOf(index);
  if (k >= 0) return k;
  const name = problem.objective.names[index];
  const what = name === undefined ? `There is no parameter ${index}` : `Parameter "${name}" is fixed`;
  throw new GammakitError("invalid-input", `${what}: it has no interval.`, { index, name });
}

interface Side {
  readonly distance: number;
  readonly crossing: Crossing;
  readonly aborted: boolean;
  readonly lowest: { readonly x: Float64Array; readonly value: number };
  readonly calls: number;
  readonly gradientCalls: number;
}

function scanSide(
  objective: Objective,
  summit: Summit,
  k: number,
  sign: 1 | -1,
  nSigma: number,
  options: SearchOptions,
): Side {
  const { problem, state } = summit;
  const rise = problem.up * nSigma * nSigma;
  const { middle, direction, ceiling } = rayOf(summit, k, sign);
  const quick = profileFrom(objective, summit, [k], rise, options);
  const { rest } = quick;
  let lowest = { x: rest.x, value: Infinity };
  const along = (profile: ProfiledFunction, a: number): number => {
    rest.x[problem.free[k]] = within(problem, k, middle + a * direction);
    const value = profileValue(profile);
    if (value < lowest.value) lowest = { x: Float64Array.from(rest.x), value };
    return value;
  };
  const search = { minimum: state.f, rise, ceiling };
  startOthers(summit, k, sign, rise, rest);
  let crossing: Crossing =
    direction === 0 ? { a: NaN, problem: "limit" } : findCrossing((a) => along(quick, a), search);
  if ((crossing.problem === "not-found" || crossing.problem === "undefined") && !problem.signal?.aborted) {
    const careful = carefulProfile(quick);
    startOthers(summit, k, 0, rise, rest);
    crossing = bracketCrossing((a) => along(careful, a), search);
  }
  return {
    distance: Math.abs(direction) * (1 + crossing.a),
    crossing,
    aborted: problem.signal?.aborted ?? false,
    lowest,
    calls: rest.calls,
    gradientCalls: rest.gradientCalls,
  };
}

/** Where a side is searched: from the minimum to one error away, or to the limit if that is nearer; 0 on the limit. */
function rayOf(
  { problem, state }: Summit,
  k: number,
  sign: 1 | -1,
): { readonly middle: number; readonly direction: number; readonly ceiling: number } {
  const best = toExternal(problem.bounds[k], problem.lower[k], problem.upper[k], state.u[k]);
  const limit = sign > 0 ? problem.upper[k] : problem.lower[k];
  const middle = within(problem, k, best + sign * errorAt(problem, state, k));
  const length = middle - best;
  const direction = Math.abs(length) < 1e-15 * Math.max(1, Math.abs(best)) ? 0 : length;
  return { middle, direction, ceiling: Math.min(100, (limit - middle) / direction) };
}

/** Starts the other parameters where a parabola has its minimum when parameter k is one error away. */
function startOthers(summit: Summit, k: number, sign: number, rise: number, rest: Problem): void {
  const { problem, state } = summit;
  const { n, free } = problem;
  const u = Float64Array.from(state.u);
  const scale = sign * Math.sqrt((2 * rise) / state.v[k * n + k]);
  for (let i = 0; i < n; i++) u[i] += scale * state.v[k * n + i];
  setExternal(problem, u);
  for (let i = 0; i < n; i++) rest.x[free[i]] = problem.x[free[i]];
  setExternal(problem, state.u);
}

function within(problem: Problem, k: number, value: number): number {
  return clamp(value, problem.lower[k], problem.upper[k]);
}

function combine(name: string, summit: Summit, lower: Side, upper: Side): MinosResult {
  const sides = [lower, upper];
  const lowest = sides.find((side) => side.crossing.problem === "new-minimum")?.lowest;
  const reasons = [endReason(name, "lower", lower), endReason(name, "upper", upper)].filter((reason) => reason !== "");
  const { problem } = summit;
  return {
    name,
    lower: lower.distance,
    upper: upper.distance,
    valid: reasons.length === 0,
    lowerValid: lower.crossing.problem === undefined,
    upperValid: upper.crossing.problem === undefined,
    atLowerLimit: lower.crossing.problem === "limit",
    atUpperLimit: upper.crossing.problem === "limit",
    ...(reasons.length > 0 ? { reason: reasons.join("; ") } : {}),
    ...(lowest ? { newMinimum: lowest } : {}),
    evaluations: problem.calls + lower.calls + upper.calls,
    gradientEvaluations: problem.gradientCalls + lower.gradientCalls + upper.gradientCalls,
  };
}

function endReason(name: string, end: string, { crossing, aborted, lowest }: Side): string {
  if (crossing.problem === undefined) return "";
  if (aborted) return `${end}: aborted`;
  if (crossing.problem === "limit") {
    return `${end}: the limit of ${name} comes before the function has risen enough`;
  }
  if (crossing.problem === "new-minimum") {
    return `${end}: a lower value was met, ${lowest.value}; minimize again from there`;
  }
  return `${end}: ${reasonOf(crossing, `along ${name}`)}`;
}

function nothing(name: string, reason: string, evaluations = 0, gradientEvaluations = 0): MinosResult {
  return {
    name,
    lower: NaN,
    upper: NaN,
    valid: false,
    lowerValid: false,
    upperValid: false,
    atLowerLimit: false,
    atUpperLimit: false,
    reason,
    evaluations,
    gradientEvaluations,
  };
}
