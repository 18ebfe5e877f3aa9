import type { MinimizeResult, Objective, RunContext } from "@gammakit/core";
import { invalid } from "./check.ts";
import { type Crossing, farthest, findCrossing, reasonOf } from "./crossing.ts";
import { max, min, sqrt } from "./math.ts";
import { freeIndex } from "./minos.ts";
import { checkSigma, type MinosOptions } from "./options.ts";
import { profileValue, roomFrom, searchAtMinimum, searchOverOthers, setWithin } from "./profile.ts";
import { covarianceOf, parameterSlopes } from "./result.ts";
import { errorAt, isAborted, type Search, sigmaAt } from "./search.ts";

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
  const rest = searchOverOthers(minimum, [indexX, indexY], nSigma, others);
  const pointAt = raysFrom(minimum, at.x, rest, indexX, indexY, nSigma);
  const line: ContourPoint[] = [];
  let reason = pointAt ? "" : "the second derivatives at the minimum give no ellipse to start from";
  while (pointAt && reason === "" && line.length < points) {
    const angle = nextAngle(line);
    const point = pointAt(angle);
    if (typeof point === "string") reason = isAborted(minimum) ? "aborted" : point;
    else line.splice(line.findLastIndex((other) => other.angle < angle) + 1, 0, point);
  }
  return {
    x: Float64Array.from(line, (point) => point.x),
    y: Float64Array.from(line, (point) => point.y),
    limited: Uint8Array.from(line, (point) => (point.limited ? 1 : 0)),
    valid: reason === "",
    ...(reason === "" ? {} : { reason }),
    evaluations: minimum.calls + rest.calls,
    gradientEvaluations: minimum.gradientCalls + rest.gradientCalls,
  };
}

function checkRequest(objective: Objective, indexX: number, indexY: number, points: number, nSigma: number): void {
  if (indexX === indexY) {
    const name = objective.names[indexX];
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

/**
 * The crossing on the ray at an angle, or why there is none. Angles are those of a frame in which, for a parabola, the contour
 * is the unit circle. Undefined where the covariance gives no such frame.
 */
function raysFrom(
  minimum: Search,
  best: Float64Array,
  rest: Search,
  indexX: number,
  indexY: number,
  nSigma: number,
): ((angle: number) => ContourPoint | string) | undefined {
  // By errors that are not zero on a limit, as the slopes there are.
  const slopes = parameterSlopes(minimum).map(
    (slope, i) => ((slope < 0 ? -1 : 1) * errorAt(minimum, i)) / sigmaAt(minimum, i),
  );
  const covariance = covarianceOf(minimum, slopes);
  const scaled = covariance.map((value) => value * nSigma * nSigma);
  const size = best.length;
  // Lower triangle of the Cholesky factor of the covariance of x and y.
  const lxx = sqrt(covariance[indexX * (size + 1)]) * nSigma;
  const lyx = (covariance[indexX * size + indexY] / lxx) * nSigma * nSigma;
  const lyy = sqrt(scaled[indexY * (size + 1)] - lyx * lyx);
  if (!minimum.matrixValid || !(lxx > 0 && lyy > 0) || !Number.isFinite(minimum.f)) return undefined;
  return (angle) => {
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    for (const i of rest.free) {
      const alongX = scaled[i * size + indexX] / lxx;
      const alongY = (scaled[i * size + indexY] - alongX * lyx) / lyy;
      setWithin(rest, i, best[i] + alongX * cos + alongY * sin);
    }
    const dx = lxx * cos;
    const dy = lyx * cos + lyy * sin;
    const ceiling = min(
      farthest,
      roomFrom(rest, indexX, best[indexX], dx) - 1,
      roomFrom(rest, indexY, best[indexY], dy) - 1,
    );
    // Where a limit is inside the ellipse, the search starts on the limit.
    const scale = 1 + min(ceiling, 0);
    const profile = (a: number): number => {
      const radius = (1 + a) * scale;
      setWithin(rest, indexX, best[indexX] + radius * dx);
      setWithin(rest, indexY, best[indexY] + radius * dy);
      return profileValue(rest);
    };
    const aim = { profile, minimum: minimum.f, rise: rest.up, ceiling: max(ceiling, 0) };
    const crossing: Crossing = ceiling <= -1 ? { a: NaN, problem: "limit" } : findCrossing(aim);
    const limited = crossing.problem === "limit";
    if (crossing.problem === "new-minimum") return "a value lower than the minimum was met: minimize again";
    if (crossing.problem && !limited) return reasonOf(crossing, "away from the minimum");
    const radius = limited ? max(1 + ceiling, 0) : (1 + crossing.a) * scale;
    return { angle, radius, x: best[indexX] + radius * dx, y: best[indexY] + radius * dy, limited };
  };
}
