import { type MinimizeResult, type Objective, pow, type RunContext } from "@gammakit/core";
import type { LevenbergMarquardtOptions } from "./levenberg-marquardt.ts";
import { solvePositive } from "./search/cholesky.ts";
import { clamp, type Ending, type Point, type Problem, runSearch } from "./search/problem.ts";
import { quadraticAt } from "./search/quadratic.ts";
import { endingOf, type Settled, settle } from "./search/settle.ts";

/*
 * Levenberg, K. 1944, Q. Appl. Math. 2, 164; Marquardt, D. W. 1963, J. SIAM 11, 431: damped steps.
 * Moré, J. J. 1978, Lect. Notes Math. 630, 105: damping in units of the largest curvature met.
 * Nielsen, H. B. 1999, IMM-REP-1999-05: how the damping follows the success of steps.
 * Fisher's information in place of 2 JᵀJ: Charnes, Frome & Yu 1976, J. Am. Stat. Assoc. 71, 169.
 */

/** Most steps; each evaluates derivatives. */
const mostSteps = 1000;

/** Damping beyond which a step is lost in rounding. */
const mostDamping = 1e20;

/** How often a search that ended at no minimum goes on with exact second derivatives. */
const mostRetries = 3;

/** Searches by damped steps, until second differences say that there is a minimum. */
export function searchByDampedSteps(
  objective: Objective,
  options: LevenbergMarquardtOptions,
  context?: RunContext,
): Promise<MinimizeResult> {
  const limit = (n: number): number => options.maxEvaluations ?? 1000 + 200 * n + 50 * n * n;
  return runSearch(objective, limit, context, (problem) => dampedSearch(problem, options));
}

/** The same, for a problem and from a point that another search has found. */
export function dampedSearch(
  problem: Problem,
  { tolerance = 1e-6, damping = 1e-3 }: LevenbergMarquardtOptions,
  from: Float64Array = problem.start,
): Ending {
  let best: Point = { x: from, value: problem.value(from) };
  if (!Number.isFinite(best.value)) {
    return { ...best, status: "failed", message: "The function is not a number at the start. Start elsewhere." };
  }
  let settled: Settled | undefined;
  for (let k = 0; k <= mostRetries; k++) {
    best = descend(problem, best, damping * pow(10, k), tolerance, k === 0 && problem.curvature !== undefined);
    const before = settled;
    settled = settle(problem, best, tolerance);
    const stuck = before !== undefined && !(settled.value < before.value);
    if (settled.kind === "minimum" || stuck) break;
    best = settled;
  }
  return endingOf(problem, settled as Settled);
}

/** Slopes and curvature at a point. */
interface Surface {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
}

/** The point from which damped steps lead no further down. */
function descend(problem: Problem, from: Point, damping: number, tolerance: number, expected: boolean): Point {
  const { n, up, step } = problem;
  const surfaceAt = compileSurface(problem, expected);
  const scale = Float64Array.from(step, (size) => (1e-8 * up) / (size * size));
  let lambda = damping;
  let growth = 2;
  let { x, value } = from;
  for (let k = 0; k < mostSteps; k++) {
    const { gradient, curvature } = surfaceAt({ x, value });
    for (let i = 0; i < n; i++) scale[i] = Math.max(scale[i], Math.abs(curvature[i * n + i]));
    const open = openOf(problem, x, gradient);
    if (open.length === 0) return { x, value };
    const straight = solve(curvature, gradient, scale, 0, open);
    if (straight && -0.5 * dot(gradient, straight) <= 0.1 * tolerance * up) return { x, value };
    let next: Point | undefined;
    while (next === undefined) {
      if (lambda > mostDamping) return { x, value };
      const move = solve(curvature, gradient, scale, lambda, open);
      const trial = move && tryMove(problem, { x, value }, move);
      const gain =
        trial === undefined ? Number.NaN : (value - trial.value) / expectedFall(gradient, curvature, trial.x, x);
      if (trial !== undefined && gain > 1e-4) {
        next = trial;
        lambda = Math.max(lambda * Math.max(1 / 3, 1 - pow(2 * gain - 1, 3)), 1e-12);
        growth = 2;
      } else {
        // The step is as short as rounding: nothing is lower.
        if (trial?.x.every((at, i) => Math.abs(at - x[i]) <= 1e-15 * Math.abs(x[i]))) return { x, value };
        lambda *= growth;
        growth = Math.min(2 * growth, 1e4);
      }
    }
    ({ x, value } = next);
  }
  return { x, value };
}

function compileSurface(problem: Problem, expected: boolean): (at: Point) => Surface {
  const { n, gradient: slopesAt, curvature: curvatureAt } = problem;
  const lengths = new Float64Array(n);
  if (!expected || slopesAt === undefined || curvatureAt === undefined) {
    return ({ x, value }) => {
      const { gradient, hessian } = quadraticAt(problem, x, value, lengths);
      return { gradient, curvature: hessian };
    };
  }
  const [gradient, curvature] = [new Float64Array(n), new Float64Array(n * n)];
  return ({ x }) => {
    slopesAt(x, gradient);
    curvatureAt(x, curvature);
    return { gradient, curvature };
  };
}

/** Parameters that no limit holds. */
function openOf({ n, lower, upper }: Problem, x: Float64Array, gradient: Float64Array): readonly number[] {
  return Array.from({ length: n }, (_, i) => i).filter(
    (i) => !(x[i] <= lower[i] && gradient[i] >= 0) && !(x[i] >= upper[i] && gradient[i] <= 0),
  );
}

/** −(B + λ D)⁻¹ g for the open parameters, zero for others; undefined where the matrix is not positive definite. */
function solve(
  curvature: Float64Array,
  gradient: Float64Array,
  scale: Float64Array,
  lambda: number,
  open: readonly number[],
): Float64Array | undefined {
  const n = gradient.length;
  const m = open.length;
  // In units of the scale the matrix has about ones on its diagonal.
  const unit = open.map((i) => 1 / Math.sqrt(scale[i]));
  const matrix = new Float64Array(m * m);
  open.forEach((i, a) => {
    open.forEach((j, b) => {
      matrix[a * m + b] = curvature[i * n + j] * unit[a] * unit[b] + (a === b ? lambda : 0);
    });
  });
  const small = solvePositive(
    matrix,
    Float64Array.from(open, (i, a) => -gradient[i] * unit[a]),
  );
  if (small === undefined) return undefined;
  const move = new Float64Array(n);
  open.forEach((i, a) => {
    move[i] = small[a] * unit[a];
  });
  return move.every(Number.isFinite) ? move : undefined;
}

function tryMove(problem: Problem, { x }: Point, move: Float64Array): Point | undefined {
  const next = x.map((at, i) => clamp(at + move[i], problem.lower[i], problem.upper[i]));
  return next.every(Number.isFinite) ? { x: next, value: problem.value(next) } : undefined;
}

/** How much the surface falls from `x` to `next`. */
function expectedFall(gradient: Float64Array, curvature: Float64Array, next: Float64Array, x: Float64Array): number {
  const n = x.length;
  let fall = 0;
  for (let i = 0; i < n; i++) {
    let bend = 0;
    for (let j = 0; j < n; j++) bend += curvature[i * n + j] * (next[j] - x[j]);
    fall -= (next[i] - x[i]) * (gradient[i] + 0.5 * bend);
  }
  return fall;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
