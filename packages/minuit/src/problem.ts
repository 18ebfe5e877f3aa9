import { GammakitError, type Objective } from "@gammakit/core";
import { boundsOf, slopeAt, toExternal, toInternal, unbounded } from "./transform.ts";

/** An objective as the algorithms see it: a function of the internal values of the free parameters, with call counts. */
export interface Problem {
  readonly objective: Objective;
  /** Rise that defines the errors. */
  readonly up: number;
  /** Number of free parameters. */
  readonly n: number;
  /** Index in the objective of each free parameter. */
  readonly free: Int32Array;
  readonly bounds: Uint8Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** External values, fixed ones included: the vector that the objective is called with. */
  readonly x: Float64Array;
  /** Where the objective writes its derivatives. */
  readonly slopes: Float64Array;
  readonly signal: AbortSignal | undefined;
  calls: number;
  gradientCalls: number;
}

/** What a problem takes besides the objective. */
export interface ProblemOptions {
  readonly at?: ArrayLike<number> | undefined;
  readonly fixed?: readonly boolean[] | undefined;
  readonly up?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a problem of an objective. A parameter is fixed when `fixed` says so or when its limits are equal.
 * Throws "invalid-input" where the objective contradicts itself.
 */
export function createProblem(objective: Objective, options: ProblemOptions = {}): Problem {
  checkObjective(objective);
  const { lower, upper, start } = objective;
  const at = options.at ?? start;
  const free = [...start.keys()].filter((i) => !options.fixed?.[i] && lower[i] < upper[i]);
  const x = Float64Array.from(at, (value, i) => (options.fixed?.[i] ? value : clamp(value, lower[i], upper[i])));
  return {
    objective,
    up: options.up ?? objective.up,
    n: free.length,
    free: Int32Array.from(free),
    bounds: Uint8Array.from(free, (i) => boundsOf(lower[i], upper[i])),
    lower: Float64Array.from(free, (i) => lower[i]),
    upper: Float64Array.from(free, (i) => upper[i]),
    x,
    slopes: new Float64Array(start.length),
    signal: options.signal,
    calls: 0,
    gradientCalls: 0,
  };
}

/** The function at internal `u`; NaN where it is undefined. */
export function valueAt(problem: Problem, u: Float64Array): number {
  setExternal(problem, u);
  problem.calls++;
  return problem.objective.evaluate(problem.x);
}

/** Derivatives with respect to the internal variables at `u`, from the objective's own gradient. */
export function slopesAt(problem: Problem, u: Float64Array, out: Float64Array): void {
  const { n, free, bounds, lower, upper, x, slopes, objective } = problem;
  setExternal(problem, u);
  problem.gradientCalls++;
  objective.gradient?.(x, slopes);
  for (let i = 0; i < n; i++) out[i] = slopes[free[i]] * slopeAt(bounds[i], lower[i], upper[i], u[i]);
}

/** Writes the external values of `u` into `problem.x`. */
export function setExternal(problem: Problem, u: Float64Array): void {
  const { n, free, bounds, lower, upper, x } = problem;
  for (let i = 0; i < n; i++) {
    const kind = bounds[i];
    x[free[i]] = kind === unbounded ? u[i] : toExternal(kind, lower[i], upper[i], u[i]);
  }
}

/** Internal values of the free parameters of `problem.x`. */
export function internalOf(problem: Problem): Float64Array {
  const { n, free, bounds, lower, upper, x } = problem;
  const u = new Float64Array(n);
  for (let i = 0; i < n; i++) u[i] = toInternal(bounds[i], lower[i], upper[i], x[free[i]]);
  return u;
}

/** Calls of either kind: what the call limit counts. */
export function callsOf(problem: Problem): number {
  return problem.calls + problem.gradientCalls;
}

/** The value, or the limit that it is beyond. */
export function clamp(value: number, lower: number, upper: number): number {
  if (value < lower) return lower;
  return Math.min(value, upper);
}

function checkObjective(objective: Objective): void {
  const n = objective.start.length;
  for (const key of ["names", "lower", "upper", "step"] as const) {
    if (objective[key].length !== n) {
      throw new GammakitError(
        "invalid-input",
        `The objective has ${n} start values but ${objective[key].length} entries in "${key}". Give one per parameter.`,
        { key, expected: n, actual: objective[key].length },
      );
    }
  }
  if (!(objective.up > 0)) {
    throw new GammakitError("invalid-input", `The objective's "up" is ${objective.up}; it must be positive.`, {
      up: objective.up,
    });
  }
  for (let i = 0; i < n; i++) {
    if (objective.lower[i] <= objective.upper[i]) continue;
    throw new GammakitError(
      "invalid-input",
      `Limits of "${objective.names[i]}" are ${objective.lower[i]} and ${objective.upper[i]}: the lower must not exceed the upper. Use −Infinity and Infinity for none.`,
      { name: objective.names[i], lower: objective.lower[i], upper: objective.upper[i] },
    );
  }
}
