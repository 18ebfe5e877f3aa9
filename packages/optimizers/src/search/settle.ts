import { eigenvaluesAbove, invertPositive, solvePositive } from "./cholesky.ts";
import { eigenvectorsOf } from "./eigenvectors.ts";
import { clamp, type Ending, type Point, type Problem } from "./problem.ts";
import { quadraticAt } from "./quadratic.ts";

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
    const verdict = judge(problem, x, value, lengths);
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

/** Axes along which derivatives are taken, and derivatives along them, with ones on the diagonal of the second. */
interface Frame {
  readonly m: number;
  /** Column k, of n rows, is axis k. */
  readonly axes: Float64Array;
  readonly slopes: Float64Array;
  readonly hessian: Float64Array;
}

/** Most times that axes are turned. */
const mostTurns = 6;

/** Factor within which second derivatives along an axis must be as expected from those along other axes. */
const agreement = 2;

/** Eigenvalue below which the function certainly falls to both sides. */
const certainlyFalling = -1e-2;

/**
 * What second derivatives say. Where parameters are so correlated that differences along them cannot tell, the differences are taken
 * along the axes of the ellipsoid that was found, and again along those of the next, until the function is round.
 */
function judge(problem: Problem, x: Float64Array, value: number, lengths: Float64Array): Judgement {
  const { n } = problem;
  const { gradient, hessian, held, flat } = quadraticAt(problem, x, value, lengths);
  if (flat.length > 0) return nothing(n, "flat", flat);
  const open = Array.from({ length: n }, (_, i) => i).filter((i) => !held.includes(i));
  const falling = open.filter((i) => !(hessian[i * n + i] > 0));
  if (falling.length > 0) return nothing(n, "saddle", falling);
  let frame = rescale(unitAxes(n, open), pick(gradient, open), pickBoth(hessian, n, open));
  let expected = true;
  for (let turn = 0; ; turn++) {
    if (expected && eigenvaluesAbove(frame.hessian, frame.m, accurate)) return minimumIn(problem, frame, true);
    if (turn === mostTurns) {
      if (expected && eigenvaluesAbove(frame.hessian, frame.m, negligible)) return minimumIn(problem, frame, false);
      return nothing(n, eigenvaluesAbove(frame.hessian, frame.m, -negligible) ? "flat" : "saddle", open);
    }
    if (!eigenvaluesAbove(frame.hessian, frame.m, certainlyFalling)) return nothing(n, "saddle", open);
    const axes = turnedAxes(n, frame);
    const turned = turnedProblem(problem, x, axes, frame.m);
    const along = quadraticAt(turned, turned.start, value, new Float64Array(frame.m));
    const loose = [...along.flat, ...along.held];
    if (loose.length > 0) return nothing(n, "flat", membersOf(n, axes, loose, open));
    const down = turned.names.flatMap((_, k) => (along.hessian[k * (frame.m + 1)] > 0 ? [] : [k]));
    if (down.length > 0) return nothing(n, "saddle", membersOf(n, axes, down, open));
    // The axes are as long as the derivatives said: what is found along them must agree.
    expected = turned.names.every((_, k) => {
      const ratio = along.hessian[k * (frame.m + 1)];
      return ratio > 1 / agreement && ratio < agreement;
    });
    frame = rescale(axes, along.gradient, along.hessian);
  }
}

function nothing(n: number, kind: "saddle" | "flat", members: readonly number[]): Judgement {
  const errors = new Float64Array(n).fill(Number.NaN);
  return { kind, members, edm: Number.NaN, move: new Float64Array(n), errors };
}

function minimumIn({ n, up }: Problem, { m, axes, slopes, hessian }: Frame, trusted: boolean): Judgement {
  const down = slopes.map((slope) => -slope);
  const step = solvePositive(hessian, down) ?? new Float64Array(m);
  const inverse = invertPositive(hessian, m) ?? new Float64Array(m * m);
  const move = new Float64Array(n);
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < m; a++) {
      move[i] += axes[i * m + a] * step[a];
      for (let j = 0; j < n; j++) {
        for (let b = 0; b < m; b++) {
          covariance[i * n + j] += 2 * up * axes[i * m + a] * inverse[a * m + b] * axes[j * m + b];
        }
      }
    }
  }
  const errors = move.map((_, i) => Math.sqrt(covariance[i * n + i]) || Number.NaN);
  const edm = 0.5 * step.reduce((sum, s, a) => sum + s * down[a], 0);
  return { kind: "minimum", edm, move, members: [], errors, ...(trusted && { covariance }) };
}

/** The frame with its axes so long that the second derivative along each is one. */
function rescale(axes: Float64Array, slopes: Float64Array, hessian: Float64Array): Frame {
  const m = slopes.length;
  const unit = slopes.map((_, a) => 1 / Math.sqrt(hessian[a * m + a]));
  return {
    m,
    axes: axes.map((value, k) => value * unit[k % m]),
    slopes: slopes.map((slope, a) => slope * unit[a]),
    hessian: hessian.map((value, k) => value * unit[k % m] * unit[Math.floor(k / m)]),
  };
}

/** The axes of the ellipsoid of a frame, as long as it is. */
function turnedAxes(n: number, { m, axes, hessian }: Frame): Float64Array {
  const { values, vectors } = eigenvectorsOf(hessian, m);
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < m; k++) {
      let sum = 0;
      for (let a = 0; a < m; a++) sum += axes[i * m + a] * vectors[a * m + k];
      out[i * m + k] = sum / Math.sqrt(Math.max(Math.abs(values[k]), 1e-12));
    }
  }
  return out;
}

/** The function of distances along the axes from `x`; Infinity beyond the bounds. */
function turnedProblem(problem: Problem, x: Float64Array, axes: Float64Array, m: number): Problem {
  const { lower, upper, gradient } = problem;
  const place = (y: Float64Array): Float64Array =>
    x.map((center, i) => {
      let sum = center;
      for (let k = 0; k < m; k++) sum += axes[i * m + k] * y[k];
      return sum;
    });
  const inside = (at: Float64Array): boolean => at.every((value, i) => value >= lower[i] && value <= upper[i]);
  const slopes = new Float64Array(x.length);
  return {
    ...problem,
    n: m,
    names: Array.from({ length: m }, (_, k) => `axis ${k}`),
    start: new Float64Array(m),
    lower: new Float64Array(m).fill(Number.NEGATIVE_INFINITY),
    upper: new Float64Array(m).fill(Number.POSITIVE_INFINITY),
    step: new Float64Array(m).fill(Math.sqrt(problem.up)),
    value(y) {
      const at = place(y);
      return inside(at) ? problem.value(at) : Number.POSITIVE_INFINITY;
    },
    gradient:
      gradient &&
      ((y, out) => {
        gradient(place(y), slopes);
        for (let k = 0; k < m; k++) {
          out[k] = 0;
          for (let i = 0; i < x.length; i++) out[k] += axes[i * m + k] * slopes[i];
        }
      }),
  };
}

/** The parameters that make up some axes. */
function membersOf(
  n: number,
  axes: Float64Array,
  which: readonly number[],
  open: readonly number[],
): readonly number[] {
  const m = axes.length / n;
  const found = open.filter((i) => {
    const size = Math.max(...Array.from({ length: m }, (_, k) => Math.abs(axes[i * m + k])));
    return which.some((k) => Math.abs(axes[i * m + k]) > 0.1 * size);
  });
  return found.length > 0 ? found : open;
}

function unitAxes(n: number, open: readonly number[]): Float64Array {
  const out = new Float64Array(n * open.length);
  open.forEach((i, a) => {
    out[i * open.length + a] = 1;
  });
  return out;
}

function pick(values: Float64Array, open: readonly number[]): Float64Array {
  return Float64Array.from(open, (i) => values[i]);
}

function pickBoth(matrix: Float64Array, n: number, open: readonly number[]): Float64Array {
  return Float64Array.from(open.flatMap((i) => open.map((j) => matrix[i * n + j])));
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
