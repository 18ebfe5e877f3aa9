import { eigenvaluesAbove, invertPositive, solvePositive } from "./cholesky.ts";
import { clamp, type Ending, type Point, type Problem } from "./problem.ts";
import { type Quadratic, quadraticAt } from "./quadratic.ts";

/** What the surroundings of a point say of it, after a few steps to the minimum of the quadratic surface there. */
export interface Settled extends Point {
  /** "short" where the surface has its minimum elsewhere, but the function does not fall on the way there. */
  readonly kind: "minimum" | "short" | "saddle" | "flat";
  /** Estimated distance above the minimum; NaN where there is none. */
  readonly edm: number;
  readonly covariance?: Float64Array;
  /** Parameters that make the point no minimum. */
  readonly members: readonly number[];
  /** Errors, where there are any; else NaN. */
  readonly errors: Float64Array;
}

/** Most steps to the minimum of the surface. */
const mostSteps = 8;

/** Eigenvalue of the second derivatives, scaled to a unit diagonal, below which a combination of parameters is free. */
const negligible = 1e-5;

/** The same, above which the inverse of second differences is right to 1 %. */
const accurate = 1e-3;

/**
 * Whether a point is a minimum: all slopes vanish and all curvatures are positive, for the parameters that no limit holds. Nelder &
 * Mead (1965) end their search by such a surface, too. From a point that is nearly one, steps to the minimum of the surface are made.
 */
export function settle(problem: Problem, from: Point, tolerance: number): Settled {
  const lengths = new Float64Array(problem.n);
  let { x, value } = from;
  for (let k = 0; ; k++) {
    const verdict = judge(problem, quadraticAt(problem, x, value, lengths));
    const enough = Math.max(tolerance * problem.up, 1e-14 * Math.abs(value));
    const { kind, edm, move, ...rest } = verdict;
    if (kind !== "minimum") return { ...rest, kind, edm, x, value };
    if (edm <= enough) return { ...rest, kind, edm, x, value };
    const next = k < mostSteps ? stepAlong(problem, { x, value }, move) : undefined;
    if (next === undefined) return { ...rest, kind: "short", edm, x, value };
    ({ x, value } = next);
  }
}

/** The first lower point on the way of `move`, halved up to four times. */
function stepAlong(problem: Problem, { x, value }: Point, move: Float64Array): Point | undefined {
  for (let factor = 1; factor > 0.05; factor /= 2) {
    const next = x.map((at, i) => clamp(at + factor * move[i], problem.lower[i], problem.upper[i]));
    const lower = problem.value(next);
    if (lower < value) return { x: next, value: lower };
  }
  return undefined;
}

interface Judgement {
  readonly kind: "minimum" | "saddle" | "flat";
  readonly edm: number;
  readonly move: Float64Array;
  readonly covariance?: Float64Array;
  readonly members: readonly number[];
  readonly errors: Float64Array;
}

function judge({ n, up }: Problem, { gradient, hessian, held, flat }: Quadratic): Judgement {
  const none = { edm: Number.NaN, move: new Float64Array(n), errors: new Float64Array(n).fill(Number.NaN) };
  if (flat.length > 0) return { ...none, kind: "flat", members: flat };
  const open = Array.from({ length: n }, (_, i) => i).filter((i) => !held.includes(i));
  const m = open.length;
  const falling = open.filter((i) => !(hessian[i * n + i] > 0));
  if (falling.length > 0) return { ...none, kind: "saddle", members: falling };
  const unit = open.map((i) => 1 / Math.sqrt(hessian[i * n + i]));
  const scaled = new Float64Array(m * m);
  open.forEach((i, a) => {
    open.forEach((j, b) => {
      scaled[a * m + b] = hessian[i * n + j] * unit[a] * unit[b];
    });
  });
  const slopes = Float64Array.from(open, (i, a) => -gradient[i] * unit[a]);
  const step = solvePositive(scaled, slopes);
  if (step === undefined || !eigenvaluesAbove(scaled, m, negligible)) {
    return { ...none, kind: eigenvaluesAbove(scaled, m, -negligible) ? "flat" : "saddle", members: open };
  }
  const move = new Float64Array(n);
  open.forEach((i, a) => {
    move[i] = step[a] * unit[a];
  });
  const inverse = invertPositive(scaled, m);
  const errors = new Float64Array(n).fill(Number.NaN);
  const covariance = new Float64Array(n * n);
  open.forEach((i, a) => {
    open.forEach((j, b) => {
      covariance[i * n + j] = 2 * up * (inverse?.[a * m + b] ?? Number.NaN) * unit[a] * unit[b];
    });
    errors[i] = Math.sqrt(covariance[i * n + i]);
  });
  const trusted = eigenvaluesAbove(scaled, m, accurate);
  const edm = 0.5 * step.reduce((sum, s, a) => sum + s * slopes[a], 0);
  return { kind: "minimum", edm, move, members: [], errors, ...(trusted && { covariance }) };
}

/** How a search ended that ends at a settled point. */
export function endingOf({ names }: Problem, { kind, x, value, edm, members, covariance }: Settled): Ending {
  const who = members.map((i) => names[i]).join(" and ");
  switch (kind) {
    case "minimum":
      return {
        status: "converged",
        x,
        value,
        message: "A minimum.",
        ...(covariance && { covariance }),
        diagnostics: { edm },
      };
    case "flat":
      return {
        status: "failed",
        x,
        value,
        message: `The function does not depend on ${who} here, or on a combination of them.`,
      };
    case "saddle":
      return {
        status: "failed",
        x,
        value,
        message: `The point found is no minimum along ${who}. Start from other values.`,
      };
    case "short":
      return {
        status: "failed",
        x,
        value,
        message: `The search stopped ${edm.toPrecision(2)} above the estimated minimum and found no way down.`,
        diagnostics: { edm },
      };
  }
}
