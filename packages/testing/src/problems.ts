import type { Objective } from "@gammakit/core";

/** An objective with a known minimum. */
export interface KnownProblem {
  readonly objective: Objective;
  readonly minimum: readonly number[];
  readonly value: number;
  /** Errors at the minimum, in which distances are measured. */
  readonly errors: readonly number[];
}

/** What a problem may change about its objective. */
export interface ProblemSetup {
  readonly start?: readonly number[];
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  readonly step?: readonly number[];
}

/** An objective of a plain function; no limits and steps of 0.1 unless given. */
export function objectiveOf(
  evaluate: (x: Float64Array) => number,
  start: readonly number[],
  setup: ProblemSetup = {},
): Objective {
  const n = start.length;
  return {
    names: start.map((_, i) => `p${i}`),
    start: Float64Array.from(start),
    lower: Float64Array.from(setup.lower ?? new Array<number>(n).fill(-Infinity)),
    upper: Float64Array.from(setup.upper ?? new Array<number>(n).fill(Infinity)),
    step: Float64Array.from(setup.step ?? new Array<number>(n).fill(0.1)),
    up: 1,
    evaluate,
  };
}

/** Σ ((x_i − m_i)/σ_i)², whose errors are σ. */
export function bowl(minimum: readonly number[], errors: readonly number[], setup: ProblemSetup = {}): KnownProblem {
  const evaluate = (x: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += ((x[i] - minimum[i]) / errors[i]) ** 2;
    return sum;
  };
  const start = setup.start ?? minimum.map((value, i) => value + 3 * errors[i]);
  return { objective: objectiveOf(evaluate, start, setup), minimum, value: 0, errors };
}

/** A bowl of two parameters with errors σ and correlation ρ. */
export function tiltedBowl(sigma: readonly [number, number], rho: number): KnownProblem {
  const minimum = [1, -2];
  const evaluate = (x: Float64Array): number => {
    const a = (x[0] - minimum[0]) / sigma[0];
    const b = (x[1] - minimum[1]) / sigma[1];
    return (a * a - 2 * rho * a * b + b * b) / (1 - rho * rho) + 7;
  };
  const step = sigma.map((s) => 0.5 * s);
  const start = [minimum[0] + 2 * sigma[0], minimum[1] - 3 * sigma[1]];
  return { objective: objectiveOf(evaluate, start, { step }), minimum, value: 7, errors: sigma };
}

/** Rosenbrock's curved valley (1960), from his start. */
export function rosenbrock(): KnownProblem {
  const evaluate = (x: Float64Array): number => 100 * (x[1] - x[0] * x[0]) ** 2 + (1 - x[0]) ** 2;
  return { objective: objectiveOf(evaluate, [-1.2, 1]), minimum: [1, 1], value: 0, errors: [1, 2] };
}

/** −2 ln L of counts in bins for an exponential spectrum: norm and slope. The minimum is where both derivatives vanish. */
export function poissonFit(): KnownProblem {
  const counts = [105, 64, 35, 22, 15, 6, 6, 2, 0, 1];
  const evaluate = (x: Float64Array): number => {
    let sum = 0;
    counts.forEach((n, i) => {
      const mu = x[0] * Math.exp(-x[1] * i);
      sum += 2 * (mu - n * Math.log(mu));
    });
    return sum;
  };
  const total = counts.reduce((sum, n) => sum + n, 0);
  const mean = counts.reduce((sum, n, i) => sum + n * i, 0) / total;
  const slope = solve((b) => moments(b, counts.length)[1] / moments(b, counts.length)[0] - mean, 0.1, 2);
  const [zeroth, first, second] = moments(slope, counts.length);
  const norm = total / zeroth;
  // Half the matrix of second derivatives of −2 ln L, and its inverse.
  const [aa, ab, bb] = [zeroth / norm, -first, norm * second];
  const determinant = aa * bb - ab * ab;
  const minimum = [norm, slope];
  const setup = { lower: [1e-3, -10], step: [1, 0.1] };
  return {
    objective: objectiveOf(evaluate, [50, 0.2], { ...setup, upper: [Infinity, 10] }),
    minimum,
    value: evaluate(Float64Array.from(minimum)),
    errors: [Math.sqrt(bb / determinant), Math.sqrt(aa / determinant)],
  };
}

/** Σ iᵏ exp(−b i) for k = 0, 1, 2. */
function moments(b: number, bins: number): readonly [number, number, number] {
  let [zeroth, first, second] = [0, 0, 0];
  for (let i = 0; i < bins; i++) {
    const weight = Math.exp(-b * i);
    zeroth += weight;
    first += i * weight;
    second += i * i * weight;
  }
  return [zeroth, first, second];
}

/** Root of a function that changes sign once between `low` and `high`, by halving. */
function solve(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  const sign = Math.sign(f(a));
  for (let i = 0; i < 100; i++) {
    const middle = 0.5 * (a + b);
    if (Math.sign(f(middle)) === sign) a = middle;
    else b = middle;
  }
  return 0.5 * (a + b);
}
