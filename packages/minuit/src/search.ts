import type { MinimizeStatus, Objective, RunContext } from "@gammakit/core";
import { checkObjective } from "./check.ts";
import { abs, max, sqrt } from "./math.ts";
import { checkOptions, type MinuitOptions, type SearchOptions } from "./options.ts";
import { eps2 } from "./precision.ts";
import { multiply } from "./symmetric.ts";
import { clamp, type Transform, transformOf } from "./transform.ts";

/**
 * One search: the function of the internal values of the free parameters, how hard to search, and the point that was
 * reached with all that is known there. Changes in place; what is named `readonly` stays the same array.
 */
export interface Search {
  readonly objective: Objective;
  /** Whether the objective has a gradient. */
  readonly given: boolean;
  readonly context: RunContext;
  /** Rise that defines the errors. */
  readonly up: number;
  /** Number of free parameters. */
  readonly n: number;
  /** Index in the objective of each free parameter, and its transform. */
  readonly free: readonly number[];
  readonly transforms: readonly Transform[];
  /** External values, fixed ones included: the vector that the objective is called with. */
  readonly x: Float64Array;
  /** Where the objective writes its derivatives. */
  readonly slopes: Float64Array;
  /** Calls of the function and of its gradient. */
  calls: number;
  gradientCalls: number;

  strategy: 0 | 1 | 2;
  errors: NonNullable<MinuitOptions["errors"]>;
  /** Estimated distance to the minimum below which MIGRAD is content. */
  goal: number;
  readonly maxCalls: number;
  /** Whether passes after the first may take 1.3 times as many calls: not where the user set the limit. */
  extend: boolean;
  /** Most searches in a row, each from where the last one ended. */
  attempts: number;
  known: Knowledge;

  /** The point, in internal variables, and the function there. */
  readonly u: Float64Array;
  f: number;
  /** First derivatives. */
  readonly g: Float64Array;
  /** Second derivatives along each axis. */
  readonly g2: Float64Array;
  /** Step by which each derivative was taken. */
  readonly gstep: Float64Array;
  /** Inverse of the matrix of second derivatives, row-major n × n. */
  readonly v: Float64Array;
  /** Estimated relative error of `v`: 0 just after HESSE, 1 when nothing is known. */
  dcovar: number;
  /** Estimated vertical distance to the minimum, ½ gᵀ V g. */
  edm: number;
  /** Whether `v` is usable as an error matrix. */
  matrixValid: boolean;
  /** Whether `v` had to be forced positive definite. */
  madePositive: boolean;
  /** Whether `v` is HESSE's, at this very point. */
  fromHesse: boolean;
  hesseFailed: boolean;
  /** How the search ended. */
  status: MinimizeStatus;
  aboveMaxEdm: boolean;

  /** Best point of a line search: its position, in units of `step`, and the function there. */
  readonly step: Float64Array;
  position: number;
  value: number;
  /** The point before, and its derivatives. */
  readonly uOld: Float64Array;
  readonly gOld: Float64Array;
  /** Columns along which derivatives are taken: the parameters, but where they are too strongly correlated. */
  readonly axes: Float64Array;
  /** Second derivatives along the axes. */
  readonly h: Float64Array;
  /** Function at a step forward and backward along each axis, and that step. */
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly reach: Float64Array;
  readonly trial: Float64Array;
}

/** What a search may know before it starts. */
export interface Knowledge {
  /** Expected error of each free parameter, external. */
  readonly errors: Float64Array;
  /** Inverse matrix of second derivatives in internal variables. */
  readonly matrix?: Float64Array | undefined;
}

/**
 * A search at `at`. A parameter is fixed when `fixed` says so or when its limits are equal.
 * Throws "invalid-input" for an unknown option, and where the objective contradicts itself.
 */
export function createSearch(
  objective: Objective,
  options: SearchOptions,
  context: RunContext = {},
  at: ArrayLike<number> = objective.start,
  up: number = objective.up,
): Search {
  checkOptions(options, ["fixed"]);
  checkObjective(objective);
  const { fixed = [], strategy = 1, errors = strategy === 0 ? "migrad" : "auto", tolerance = 0.1, maxCalls } = options;
  const given = objective.gradient !== undefined;
  const free = [...objective.start.keys()].filter((i) => !fixed[i] && objective.lower[i] < objective.upper[i]);
  const n = free.length;
  const vector = (): Float64Array => new Float64Array(n);
  const matrix = (): Float64Array => new Float64Array(n * n);
  const x = Float64Array.from(at, (value, i) =>
    fixed[i] ? value : clamp(value, objective.lower[i], objective.upper[i]),
  );
  const transforms = free.map((i) => transformOf(objective.lower[i], objective.upper[i]));
  const search: Search = {
    objective,
    given,
    context,
    up,
    n,
    free,
    transforms,
    x,
    slopes: new Float64Array(objective.start.length),
    calls: 0,
    gradientCalls: 0,
    strategy,
    errors,
    goal: distanceGoal(tolerance, up, given),
    maxCalls: maxCalls ?? 200 + 100 * n + 5 * n * n,
    extend: maxCalls === undefined,
    attempts: 5,
    known: { errors: Float64Array.from(free, (i) => usableStep(objective.step[i])) },
    u: vector(),
    f: NaN,
    g: vector(),
    g2: vector(),
    gstep: vector(),
    v: matrix(),
    dcovar: 1,
    edm: NaN,
    matrixValid: false,
    madePositive: false,
    fromHesse: false,
    hesseFailed: false,
    status: "failed",
    aboveMaxEdm: false,
    step: vector(),
    position: 0,
    value: NaN,
    uOld: vector(),
    gOld: vector(),
    axes: matrix(),
    h: matrix(),
    forward: vector(),
    backward: vector(),
    reach: vector(),
    trial: vector(),
  };
  followParameters(search);
  return search;
}

/** An initial step, which is 1 where it is not a positive number. */
export function usableStep(step: number): number {
  return step > 0 && step < Infinity ? step : 1;
}

/** Takes the parameters for axes. */
export function followParameters(search: Search): void {
  search.axes.fill(0);
  for (let i = 0; i < search.n; i++) search.axes[i * search.n + i] = 1;
}

/** The function at internal `u`; NaN where it is undefined. */
export function valueAt(search: Search, u: Float64Array = search.u): number {
  setExternal(search, u);
  search.calls++;
  return search.objective.evaluate(search.x);
}

/** Derivatives with respect to the internal variables at `u`, from the objective's own gradient. */
export function slopesAt(search: Search, u: Float64Array, out: Float64Array): void {
  setExternal(search, u);
  search.gradientCalls++;
  search.objective.gradient?.(search.x, search.slopes);
  for (let i = 0; i < search.n; i++) out[i] = search.slopes[search.free[i]] * search.transforms[i].slope(u[i]);
}

/** Writes the external values of `u` into `search.x`. */
export function setExternal(search: Search, u: Float64Array): void {
  for (let i = 0; i < search.n; i++) search.x[search.free[i]] = search.transforms[i].toExternal(u[i]);
}

/** Sets `search.u` to the internal values of `search.x`. */
export function setInternal(search: Search): void {
  for (let i = 0; i < search.n; i++) search.u[i] = search.transforms[i].toInternal(search.x[search.free[i]]);
}

/** The point `step` away along axis k and, where given, farther along axis j: valid until the next. */
export function shifted(search: Search, k: number, step: number, j = 0, farther = 0): Float64Array {
  const { n, axes } = search;
  for (let i = 0; i < n; i++) search.trial[i] = search.u[i] + step * axes[i * n + k] + farther * axes[i * n + j];
  return search.trial;
}

/** Whether the user has ended it. */
export function isAborted(search: Search): boolean {
  return search.context.signal?.aborted ?? false;
}

/** Calls of either kind: what the call limit counts. */
export function callsOf(search: Search): number {
  return search.calls + search.gradientCalls;
}

/** Estimated distance to the minimum below which MIGRAD is content; derivatives that are `given` bring more for one iteration. */
export function distanceGoal(tolerance: number, up: number, given: boolean): number {
  return (given ? 0.005 : 1) * (0.002 * max(tolerance * up, eps2));
}

/** Writes the step −V g to the minimum of a quadratic function, and returns the slope along it: 0 on a stationary point. */
export function newtonStep(search: Search): number {
  const slope = -multiply(search.v, search.g, search.step);
  for (let i = 0; i < search.n; i++) search.step[i] = -search.step[i];
  return slope;
}

/** ½ gᵀ V g: by how much a quadratic function would still fall. */
export function estimatedDistance(search: Search): number {
  return -0.5 * newtonStep(search);
}

/** Resets the inverse matrix to what the second derivatives along the axes say. */
export function resetMatrix(search: Search): void {
  search.v.fill(0);
  for (let i = 0; i < search.n; i++) search.v[i * search.n + i] = abs(search.g2[i]) > eps2 ? 1 / search.g2[i] : 1;
  search.dcovar = 1;
  search.fromHesse = false;
}

/** Error of the internal variable i; NaN where there is no positive variance for it. */
export function sigmaAt(search: Search, i: number): number {
  return sqrt(2 * search.up * search.v[i * search.n + i]);
}

/** External error of free parameter i, the mean of both sides where it has limits; NaN where there is no positive variance for it. */
export function errorAt(search: Search, i: number): number {
  const transform = search.transforms[i];
  const sigma = sigmaAt(search, i);
  const distance = (step: number): number =>
    abs(transform.toExternal(search.u[i] + step) - transform.toExternal(search.u[i]));
  if (transform.range === undefined) return sigma;
  return 0.5 * (max(distance(sigma), sigma > 1 ? transform.range : 0) + distance(-sigma));
}
