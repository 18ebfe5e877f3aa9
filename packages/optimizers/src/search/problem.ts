import {
  GammakitError,
  type MinimizeResult,
  type MinimizeStatus,
  type Objective,
  type RunContext,
} from "@gammakit/core";

/** An objective as the searches see it: a counted function of the parameters that may change, Infinity where it is undefined. */
export interface Problem {
  readonly n: number;
  readonly names: readonly string[];
  readonly start: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly step: Float64Array;
  readonly up: number;
  /** The function at `x`, which must lie within the bounds. Ends the search where it may not go on. */
  value(x: Float64Array): number;
  readonly gradient: ((x: Float64Array, out: Float64Array) => void) | undefined;
  readonly curvature: ((x: Float64Array, out: Float64Array) => void) | undefined;
  /** The lowest point seen. */
  best(): Point;
  evaluations(): number;
}

/** A point and the function there. */
export interface Point {
  readonly x: Float64Array;
  readonly value: number;
}

/** How a search ended, in the parameters of its problem. */
export interface Ending extends Point {
  readonly status: MinimizeStatus;
  readonly message: string;
  /** Row-major n × n. */
  readonly covariance?: Float64Array;
  readonly diagnostics?: Readonly<Record<string, unknown>>;
}

/** What ends a search from within the function. */
class Stop extends Error {
  readonly status: "aborted" | "max-evaluations";

  constructor(status: "aborted" | "max-evaluations") {
    super(status);
    this.status = status;
  }
}

/** How often progress is told, in evaluations. */
const progressEvery = 100;

/**
 * The result of `search` on an objective. Parameters whose limits are equal stay there. Whatever the search was doing, the abort
 * signal and the limit of evaluations end it, and the lowest point seen counts.
 * Throws "invalid-input" where the objective contradicts itself.
 */
export async function runSearch(
  objective: Objective,
  maxEvaluations: (n: number) => number,
  context: RunContext | undefined,
  search: (problem: Problem) => Ending | Promise<Ending>,
): Promise<MinimizeResult> {
  checkObjective(objective);
  const free = [...objective.start.keys()].filter((i) => objective.lower[i] < objective.upper[i]);
  const full = Float64Array.from(objective.start, (value, i) => clamp(value, objective.lower[i], objective.upper[i]));
  const most = maxEvaluations(free.length);
  const problem = createProblem(objective, free, full, most, context);
  const ending = await endingOf(problem, most, context, search);
  return toResult(free, full, problem.evaluations(), ending);
}

async function endingOf(
  problem: Problem,
  most: number,
  context: RunContext | undefined,
  search: (problem: Problem) => Ending | Promise<Ending>,
): Promise<Ending> {
  try {
    if (problem.n === 0) {
      const value = problem.value(problem.start);
      return Number.isFinite(value)
        ? { status: "converged", x: problem.start, value, message: "No parameter is free." }
        : {
            status: "failed",
            x: problem.start,
            value,
            message: "The function is not a number, and no parameter is free.",
          };
    }
    return await search(problem);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const message =
      error.status === "aborted"
        ? "Stopped by the abort signal."
        : `Gave up after ${most} evaluations of the function. Start nearer to the minimum, or allow more (maxEvaluations).`;
    context?.onProgress?.(problem.evaluations(), most);
    return { ...problem.best(), status: error.status, message };
  }
}

function createProblem(
  objective: Objective,
  free: readonly number[],
  full: Float64Array,
  most: number,
  context: RunContext | undefined,
): Problem {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(free, (i) => values[i]);
  const start = pick(full);
  const { gradient, curvature } = objective;
  const size = full.length;
  const slopes = new Float64Array(size);
  const matrix = new Float64Array(curvature ? size * size : 0);
  const place = (x: Float64Array): Float64Array => {
    const vector = Float64Array.from(full);
    for (let i = 0; i < free.length; i++) vector[free[i]] = x[i];
    return vector;
  };
  let evaluations = 0;
  let slopeCalls = 0;
  let lowest: Point = { x: start, value: Number.POSITIVE_INFINITY };
  const mayGoOn = (): void => {
    if (context?.signal?.aborted) throw new Stop("aborted");
    if (evaluations + slopeCalls >= most) throw new Stop("max-evaluations");
  };
  return {
    n: free.length,
    names: free.map((i) => objective.names[i]),
    start,
    lower: pick(objective.lower),
    upper: pick(objective.upper),
    step: Float64Array.from(free, (i) => (objective.step[i] > 0 ? objective.step[i] : 0.1)),
    up: objective.up,
    value(x) {
      mayGoOn();
      evaluations++;
      if (evaluations % progressEvery === 0) context?.onProgress?.(evaluations, most);
      const raw = objective.evaluate(place(x));
      const value = Number.isFinite(raw) ? raw : Number.POSITIVE_INFINITY;
      if (value < lowest.value) lowest = { x: Float64Array.from(x), value };
      return value;
    },
    gradient:
      gradient &&
      ((x, out) => {
        mayGoOn();
        slopeCalls++;
        gradient(place(x), slopes);
        for (let i = 0; i < free.length; i++) out[i] = slopes[free[i]];
      }),
    curvature:
      curvature &&
      ((x, out) => {
        mayGoOn();
        slopeCalls++;
        curvature(place(x), matrix);
        for (let i = 0; i < free.length; i++) {
          for (let j = 0; j < free.length; j++) out[i * free.length + j] = matrix[free[i] * size + free[j]];
        }
      }),
    best: () => lowest,
    evaluations: () => evaluations,
  };
}

function toResult(
  free: readonly number[],
  full: Float64Array,
  evaluations: number,
  { status, x, value, message, covariance, diagnostics }: Ending,
): MinimizeResult {
  const all = Float64Array.from(full);
  free.forEach((i, k) => {
    all[i] = x[k];
  });
  const known = Number.isFinite(value);
  const n = free.length;
  const size = full.length;
  let matrix: Float64Array | undefined;
  if (covariance !== undefined && status === "converged") {
    matrix = new Float64Array(size * size);
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) matrix[free[a] * size + free[b]] = covariance[a * n + b];
  }
  return {
    status: known || status !== "converged" ? status : "failed",
    x: all,
    value: known ? value : Number.NaN,
    evaluations,
    message,
    ...(matrix && { covariance: matrix }),
    ...(diagnostics && { diagnostics }),
  };
}

/** A number brought within two limits. */
export function clamp(value: number, lower: number, upper: number): number {
  return Math.min(Math.max(value, lower), upper);
}

/** Throws "invalid-input" where an objective contradicts itself. */
export function checkObjective(objective: Objective): void {
  const n = objective.start.length;
  for (const key of ["names", "lower", "upper", "step"] as const) {
    if (objective[key].length === n) continue;
    throw new GammakitError(
      "invalid-input",
      `The objective has ${n} start values but ${objective[key].length} entries in "${key}". Give one per parameter.`,
      { key, expected: n, actual: objective[key].length },
    );
  }
  if (!(objective.up > 0)) {
    throw new GammakitError("invalid-input", `The objective's "up" is ${objective.up}; it must be positive.`, {
      up: objective.up,
    });
  }
  for (let i = 0; i < n; i++) {
    const { [i]: lower } = objective.lower;
    const { [i]: upper } = objective.upper;
    const name = objective.names[i];
    if (!(lower <= upper)) {
      throw new GammakitError(
        "invalid-input",
        `Limits of "${name}" are ${lower} and ${upper}: the lower must not exceed the upper. Use −Infinity and Infinity for none.`,
        { name, lower, upper },
      );
    }
    if (!Number.isFinite(objective.start[i])) {
      throw new GammakitError("invalid-input", `"${name}" starts at ${objective.start[i]}. Give a finite number.`, {
        name,
        start: objective.start[i],
      });
    }
  }
}
