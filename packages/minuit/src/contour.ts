import type { MinimizeResult, Objective, RunContext } from "@gammakit/core";
import { invalid } from "./check.ts";
import { type Crossing, findCrossing, reasonOf } from "./crossing.ts";
import { freeIndex } from "./minos.ts";
import { checkSigma, type MinosOptions } from "./options.ts";
import { profileValue, searchAtMinimum, searchOverOthers } from "./profile.ts";
import { covarianceOf } from "./result.ts";
import type { Search } from "./search.ts";
import { clamp } from "./transform.ts";

/** Options of a contour. */
export interface ContourOptions extends MinosOptions {
  /** Number of points, at least 4. Default 20. */
  readonly points?: number;
}

/** A closed line around the minimum in the plane of two parameters. */
export interface Contour {
  /** Coordinates of the points, in order; the first is not repeated. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1 where a limit of a parameter comes before the function has risen enough: the point is on that limit. */
  readonly limited: Uint8Array;
  /** Whether all points were found. */
  readonly valid: boolean;
  readonly reason?: string;
  readonly evaluations: number;
  readonly gradientEvaluations: number;
}

/** Maps angles to points of the plane such that, for a parabola, the unit circle is the contour. */
interface Ellipse {
  readonly indexX: number;
  readonly indexY: number;
  readonly best: Float64Array;
  /** Lower triangle of the Cholesky factor of the covariance of x and y. */
  readonly lxx: number;
  readonly lyx: number;
  readonly lyy: number;
  /** Change of every parameter per unit along each axis of the circle. */
  readonly alongX: Float64Array;
  readonly alongY: Float64Array;
}

/** A point of a contour. Angle and radius are in the frame of the unit circle. */
interface ContourPoint {
  readonly angle: number;
  readonly radius: number;
  readonly x: number;
  readonly y: number;
  readonly limited: boolean;
}

/**
 * Points where the function, minimized over all parameters but two, is up · nSigma² above its minimum (MNCONTOUR; James,
 * CERN D506). They lie on rays from the minimum, each of which bisects the widest gap so far. The contour of nSigma = 1
 * contains the truth in 39 % of cases: it is its projections on the axes that do so in 68 %.
 *
 * Throws "invalid-input" for parameters that do not exist, are fixed or are the same, and whatever the function throws.
 */
export function contour(
  objective: Objective,
  at: MinimizeResult,
  indexX: number,
  indexY: number,
  options: ContourOptions = {},
  context: RunContext = {},
): Contour {
  const { points = 20, nSigma = 1, ...others } = options;
  checkRequest(objective, indexX, indexY, points, nSigma);
  const minimum = searchAtMinimum(objective, at, others, context);
  freeIndex(minimum, indexX);
  freeIndex(minimum, indexY);
  const ellipse = ellipseOf(minimum, at.x, indexX, indexY, nSigma);
  const rest = searchOverOthers(minimum, [indexX, indexY], minimum.up * nSigma * nSigma, others);
  const line: ContourPoint[] = [];
  let reason = ellipse ? "" : "the second derivatives at the minimum give no ellipse to start from";
  while (ellipse && reason === "" && line.length < points) {
    const angle = nextAngle(line);
    const point = pointAt(minimum, rest, ellipse, angle);
    if (typeof point === "string") reason = context.signal?.aborted ? "aborted" : point;
    else line.splice(line.findLastIndex((other) => other.angle < angle) + 1, 0, point);
  }
  return {
    x: Float64Array.from(line, ({ x }) => x),
    y: Float64Array.from(line, ({ y }) => y),
    limited: Uint8Array.from(line, ({ limited }) => (limited ? 1 : 0)),
    valid: reason === "",
    ...(reason === "" ? {} : { reason }),
    evaluations: minimum.calls + rest.calls,
    gradientEvaluations: minimum.gradientCalls + rest.gradientCalls,
  };
}

function checkRequest({ names }: Objective, indexX: number, indexY: number, points: number, nSigma: number): void {
  if (indexX === indexY) {
    const name = names[indexX];
    throw invalid(`A contour needs two different parameters, not "${name}" twice.`, { name });
  }
  if (!(Number.isInteger(points) && points >= 4)) {
    throw invalid(`A contour needs a whole number of points, at least 4, not ${points}.`, { points });
  }
  checkSigma(nSigma);
}

/** The four axes first, then the middle of the widest gap, measured in the frame where the ellipse is a circle. */
function nextAngle(line: readonly ContourPoint[]): number {
  if (line.length < 4) return (line.length * Math.PI) / 2;
  let widest = 0;
  let angle = 0;
  line.forEach((point, i) => {
    const next = line[i + 1] ?? line[0];
    const opening = next.angle - point.angle + (i === line.length - 1 ? 2 * Math.PI : 0);
    const gap = Math.hypot(next.radius * Math.cos(opening) - point.radius, next.radius * Math.sin(opening));
    if (gap > widest) [widest, angle] = [gap, point.angle + 0.5 * opening];
  });
  return angle;
}

function ellipseOf(
  minimum: Search,
  best: Float64Array,
  indexX: number,
  indexY: number,
  nSigma: number,
): Ellipse | undefined {
  const covariance = covarianceOf(minimum);
  const scaled = covariance.map((value) => value * nSigma * nSigma);
  const size = best.length;
  const lxx = Math.sqrt(covariance[indexX * (size + 1)]) * nSigma;
  const lyx = (covariance[indexX * size + indexY] / lxx) * nSigma * nSigma;
  const lyy = Math.sqrt(scaled[indexY * (size + 1)] - lyx * lyx);
  if (!minimum.matrixValid || !(lxx > 0 && lyy > 0) || !Number.isFinite(minimum.f)) return undefined;
  const alongX = best.map((_, i) => scaled[i * size + indexX] / lxx);
  const alongY = best.map((_, i) => (scaled[i * size + indexY] - alongX[i] * lyx) / lyy);
  return { indexX, indexY, best, lxx, lyx, lyy, alongX, alongY };
}

/** The crossing on the ray at `angle`, or why there is none. */
function pointAt(minimum: Search, rest: Search, ellipse: Ellipse, angle: number): ContourPoint | string {
  const { lower, upper } = minimum.objective;
  const { indexX, indexY, best, lxx, lyx, lyy, alongX, alongY } = ellipse;
  const { x, free } = rest;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const put = (i: number, value: number): void => {
    x[i] = clamp(value, lower[i], upper[i]);
  };
  /** How far beyond the ellipse a limit is. */
  const room = (i: number, d: number): number => (d === 0 ? Infinity : ((d > 0 ? upper : lower)[i] - best[i]) / d - 1);
  for (const i of free) put(i, best[i] + alongX[i] * cos + alongY[i] * sin);
  const dx = lxx * cos;
  const dy = lyx * cos + lyy * sin;
  const ceiling = Math.min(100, room(indexX, dx), room(indexY, dy));
  // Where a limit is inside the ellipse, the search starts on the limit.
  const scale = 1 + Math.min(ceiling, 0);
  const profile = (a: number): number => {
    const radius = (1 + a) * scale;
    put(indexX, best[indexX] + radius * dx);
    put(indexY, best[indexY] + radius * dy);
    return profileValue(rest);
  };
  const aim = { profile, minimum: minimum.f, rise: rest.up, ceiling: Math.max(ceiling, 0) };
  const crossing: Crossing = ceiling <= -1 ? { a: NaN, problem: "limit" } : findCrossing(aim);
  const limited = crossing.problem === "limit";
  if (crossing.problem === "new-minimum") return "a value lower than the minimum was met: minimize again";
  if (crossing.problem !== undefined && !limited) return reasonOf(crossing, "away from the minimum");
  const radius = limited ? Math.max(1 + ceiling, 0) : (1 + crossing.a) * scale;
  return { angle, radius, x: best[indexX] + radius * dx, y: best[indexY] + radius * dy, limited };
}
