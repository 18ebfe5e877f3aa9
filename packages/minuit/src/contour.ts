import { GammakitError, type MinimizeResult, type Objective, type RunContext } from "@gammakit/core";
import { type Crossing, findCrossing, reasonOf } from "./crossing.ts";
import { freeIndex } from "./minos.ts";
import { checkOptions, checkSigma, type MinosOptions } from "./options.ts";
import { clamp } from "./problem.ts";
import { type ProfiledFunction, profileFrom, profileValue, type Summit, summitOf } from "./profile.ts";
import { covarianceOf } from "./result.ts";

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

/** Maps angles to points of the plane such that, for a parabola, the unit circle is the one-sigma contour. */
interface Plane {
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

interface ContourPoint {
  readonly angle: number;
  /** Distance from the minimum in units of the radius of the ellipse. */
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
  const { points = 20, nSigma = 1, ...rest } = options;
  checkOptions(rest, ["fixed"]);
  checkRequest(objective, indexX, indexY, points, nSigma);
  const summit = summitOf(objective, at, rest, context);
  const scanned = [freeIndex(summit.problem, indexX), freeIndex(summit.problem, indexY)];
  const rise = summit.problem.up * nSigma * nSigma;
  const plane = planeOf(summit, indexX, indexY, nSigma);
  const profile = profileFrom(objective, summit, scanned, rise, rest);
  const line: ContourPoint[] = [];
  let reason = plane === undefined ? "the second derivatives at the minimum give no ellipse to start from" : undefined;
  while (plane !== undefined && reason === undefined && line.length < points) {
    const angle = nextAngle(line);
    const point = pointAt(objective, profile, plane, angle, at.value, rise);
    if (typeof point === "string") reason = context.signal?.aborted ? "aborted" : point;
    else line.splice(line.findLastIndex((other) => other.angle < angle) + 1, 0, point);
  }
  return {
    x: Float64Array.from(line, (point) => point.x),
    y: Float64Array.from(line, (point) => point.y),
    limited: Uint8Array.from(line, (point) => (point.limited ? 1 : 0)),
    valid: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    evaluations: summit.problem.calls + profile.rest.calls,
    gradientEvaluations: summit.problem.gradientCalls + profile.rest.gradientCalls,
  };
}

function checkRequest(objective: Objective, indexX: number, indexY: number, points: number, nSigma: number): void {
  if (indexX === indexY) {
    const name = objective.names[indexX];
    throw new GammakitError("invalid-input", `A contour needs two different parameters, not "${name}" twice.`, {
      name,
    });
  }
  if (!(Number.isInteger(points) && points >= 4)) {
    throw new GammakitError("invalid-input", `A contour needs a whole number of points, at least 4, not ${points}.`, {
      points,
    });
  }
  checkSigma(nSigma);
}

function planeOf(summit: Summit, indexX: number, indexY: number, nSigma: number): Plane | undefined {
  const { problem, state } = summit;
  const covariance = covarianceOf(problem, state);
  const best = Float64Array.from(problem.x);
  const size = best.length;
  const lxx = Math.sqrt(covariance[indexX * (size + 1)]) * nSigma;
  const lyx = (covariance[indexX * size + indexY] / lxx) * nSigma * nSigma;
  const lyy = Math.sqrt(covariance[indexY * (size + 1)] * nSigma * nSigma - lyx * lyx);
  if (!state.matrixValid || !(lxx > 0 && lyy > 0) || !Number.isFinite(state.f)) return undefined;
  const alongX = best.map((_, i) => (covariance[i * size + indexX] * nSigma * nSigma) / lxx);
  const alongY = best.map((_, i) => (covariance[i * size + indexY] * nSigma * nSigma - alongX[i] * lyx) / lyy);
  return { indexX, indexY, best, lxx, lyx, lyy, alongX, alongY };
}

/** The four axes first, then the middle of the widest gap, measured in the frame where the ellipse is a circle. */
function nextAngle(line: readonly ContourPoint[]): number {
  if (line.length < 4) return (line.length * Math.PI) / 2;
  let widest = 0;
  let angle = 0;
  line.forEach((point, i) => {
    const last = i === line.length - 1;
    const next = line[last ? 0 : i + 1];
    const opening = next.angle - point.angle + (last ? 2 * Math.PI : 0);
    const gap = Math.hypot(next.radius * Math.cos(opening) - point.radius, next.radius * Math.sin(opening));
    if (gap > widest) [widest, angle] = [gap, point.angle + 0.5 * opening];
  });
  return angle;
}

/** The crossing on the ray at `angle`, or why there is none. */
function pointAt(
  objective: Objective,
  profile: ProfiledFunction,
  plane: Plane,
  angle: number,
  minimum: number,
  rise: number,
): ContourPoint | string {
  const { indexX, indexY, best, lxx, lyx, lyy } = plane;
  const { x } = profile.rest;
  const dx = lxx * Math.cos(angle);
  const dy = lyx * Math.cos(angle) + lyy * Math.sin(angle);
  const ceiling = Math.min(
    100,
    room(best[indexX], dx, objective.lower[indexX], objective.upper[indexX]) - 1,
    room(best[indexY], dy, objective.lower[indexY], objective.upper[indexY]) - 1,
  );
  startOthers(objective, profile, plane, angle);
  const along = (a: number): number => {
    x[indexX] = clamp(best[indexX] + (1 + a) * dx, objective.lower[indexX], objective.upper[indexX]);
    x[indexY] = clamp(best[indexY] + (1 + a) * dy, objective.lower[indexY], objective.upper[indexY]);
    return profileValue(profile);
  };
  const crossing: Crossing = ceiling <= -1 ? { a: NaN, problem: "limit" } : cross(along, minimum, rise, ceiling);
  const limited = crossing.problem === "limit";
  if (crossing.problem === "new-minimum") return "a value lower than the minimum was met: minimize again";
  if (crossing.problem !== undefined && !limited) return reasonOf(crossing, "away from the minimum");
  const radius = 1 + (limited ? Math.max(ceiling, -1) : crossing.a);
  return { angle, radius, x: best[indexX] + radius * dx, y: best[indexY] + radius * dy, limited };
}

/** A crossing; where the limit is inside the ellipse the search starts on the limit. */
function cross(along: (a: number) => number, minimum: number, rise: number, ceiling: number): Crossing {
  if (ceiling >= 0) return findCrossing(along, { minimum, rise, ceiling });
  const scale = 1 + ceiling;
  const shrunk = (a: number): number => along((1 + a) * scale - 1);
  const crossing = findCrossing(shrunk, { minimum, rise, ceiling: 0 });
  return { ...crossing, a: (1 + crossing.a) * scale - 1 };
}

/** How many steps `d` from `value` reach a limit. */
function room(value: number, d: number, lower: number, upper: number): number {
  if (d === 0) return Infinity;
  return ((d > 0 ? upper : lower) - value) / d;
}

/** Starts the other parameters where a parabola has its minimum for x and y on the ellipse. */
function startOthers(objective: Objective, profile: ProfiledFunction, plane: Plane, angle: number): void {
  const { free, x } = profile.rest;
  for (const i of free) {
    const value = plane.best[i] + plane.alongX[i] * Math.cos(angle) + plane.alongY[i] * Math.sin(angle);
    x[i] = clamp(value, objective.lower[i], objective.upper[i]);
  }
}
