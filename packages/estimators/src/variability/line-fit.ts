import { chiSquareTail, hypot, pow } from "@gammakit/core";
import { isPlanePoint, type PlanePoint } from "./plane-point.ts";

/**
 * A straight line y = pivotValue + slope (x − pivot) through points with errors in both axes. NaN for fewer than three points,
 * where x does not change, or where the iteration does not settle.
 */
export interface LineFit {
  readonly slope: number;
  readonly slopeError: number;
  /** y at x = 0. */
  readonly intercept: number;
  readonly interceptError: number;
  /** The x at which the errors of value and slope are independent. */
  readonly pivot: number;
  /** y at the pivot; the one-sigma band is sqrt(pivotError² + slopeError² (x − pivot)²). */
  readonly pivotValue: number;
  readonly pivotError: number;
  /** Weighted squared distances, their degrees of freedom (points − 2), and the probability of such a χ² or a larger one. */
  readonly chi2: number;
  readonly dof: number;
  readonly pValue: number;
  readonly used: number;
  readonly omitted: number;
}

/** Points as the iteration takes them. */
export interface LineData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Variances, and the covariance, of the two errors of each point. */
  readonly xx: Float64Array;
  readonly yy: Float64Array;
  readonly xy: Float64Array;
}

/** Of one iteration: the slope, and the weighted means. */
interface Line {
  readonly slope: number;
  readonly xMean: number;
  readonly yMean: number;
}

/**
 * The most probable straight line where both quantities have errors, which may be correlated: York et al. (2004), Am. J. Phys. 72,
 * 367, Eq. 13. The errors are those of maximum likelihood (their Eq. 13 as well) and know nothing of scatter beyond the errors
 * of the points: where the probability of χ² is small, take the interval of {@link bootstrapLine}.
 */
export function lineFit(points: readonly PlanePoint[]): LineFit {
  const used = points.filter(isPlanePoint);
  const data = lineData(used);
  const n = used.length;
  const { slope, xMean, yMean } = fitLine(data);
  const { xx, yy, xy, x, y } = data;
  const intercept = yMean - slope * xMean;
  const weights = x.map((_, i) => 1 / (yy[i] + slope * (slope * xx[i] - 2 * xy[i])));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // The points as the line has them.
  const beta = x.map((_, i) => adjustment(data, i, { slope, xMean, yMean }) * weights[i]);
  const shift = beta.reduce((sum, value, i) => sum + weights[i] * value, 0) / total;
  const spread = beta.reduce((sum, value, i) => sum + weights[i] * pow(value - shift, 2), 0);
  const chi2 = weights.reduce((sum, weight, i) => sum + weight * pow(y[i] - yMean - slope * (x[i] - xMean), 2), 0);
  const [slopeError, pivotError] = [1 / Math.sqrt(spread), 1 / Math.sqrt(total)];
  const pivot = xMean + shift;
  return {
    slope,
    slopeError,
    intercept,
    interceptError: hypot(pivotError, pivot * slopeError),
    pivot,
    pivotValue: yMean + slope * shift,
    pivotError,
    chi2,
    dof: Math.max(0, n - 2),
    pValue: n > 2 ? chiSquareTail(chi2, n - 2) : Number.NaN,
    used: n,
    omitted: points.length - n,
  };
}

/** Points as arrays; all must be measured. */
export function lineData(points: readonly PlanePoint[]): LineData {
  return {
    x: Float64Array.from(points, ({ x }) => x),
    y: Float64Array.from(points, ({ y }) => y),
    xx: Float64Array.from(points, ({ xError }) => pow(xError, 2)),
    yy: Float64Array.from(points, ({ yError }) => pow(yError, 2)),
    xy: Float64Array.from(points, ({ xError, yError, errorCorrelation = 0 }) => errorCorrelation * xError * yError),
  };
}

/** The slope and the weighted means; NaN where there is no line. `tolerance` is that of the slope, or of `least` where it is less. */
export function fitLine(
  data: LineData,
  { start = steepness(data), tolerance = 1e-13, least = noiseSlope(data) } = {},
): Line {
  const none = { slope: Number.NaN, xMean: Number.NaN, yMean: Number.NaN };
  if (data.x.length < 3) return none;
  const scratch = new Float64Array(data.x.length);
  let slope = start;
  let last = 0;
  for (let iteration = 0; iteration < 500; iteration++) {
    const line = improve(data, slope, scratch);
    const change = line.slope - slope;
    if (!Number.isFinite(change)) return none;
    // A slope of 0 has no size, but its error has.
    if (Math.abs(change) <= tolerance * (Math.abs(line.slope) + least)) return line;
    // Steps to and fro that hardly get shorter, or longer, meet halfway.
    slope += change * last < -0.5 * last * last ? change / 2 : change;
    last = change;
  }
  return none;
}

/** Least squares of y alone. */
function steepness({ x, y }: LineData): number {
  const n = x.length;
  const [xMean, yMean] = [x, y].map((values) => values.reduce((sum, value) => sum + value, 0) / n);
  let [xx, xy] = [0, 0];
  for (let i = 0; i < n; i++) {
    xx += pow(x[i] - xMean, 2);
    xy += (x[i] - xMean) * (y[i] - yMean);
  }
  return xy / xx;
}

/** A slope of the size of the error of one. */
export function noiseSlope({ x, yy }: LineData): number {
  let low = x[0];
  let high = x[0];
  for (let i = 1; i < x.length; i++) {
    if (x[i] < low) low = x[i];
    if (x[i] > high) high = x[i];
  }
  return Math.sqrt(yy[0]) / (high - low);
}

/** One step of the iteration; `weight` is overwritten. */
function improve({ x, y, xx, yy, xy }: LineData, slope: number, weight: Float64Array): Line {
  const n = x.length;
  let total = 0;
  let xMean = 0;
  let yMean = 0;
  for (let i = 0; i < n; i++) {
    const w = 1 / (yy[i] + slope * (slope * xx[i] - 2 * xy[i]));
    weight[i] = w;
    total += w;
    xMean += w * x[i];
    yMean += w * y[i];
  }
  xMean /= total;
  yMean /= total;
  let above = 0;
  let below = 0;
  for (let i = 0; i < n; i++) {
    const u = x[i] - xMean;
    const v = y[i] - yMean;
    const beta = weight[i] * (u * yy[i] + slope * v * xx[i] - (slope * u + v) * xy[i]);
    above += weight[i] * beta * v;
    below += weight[i] * beta * u;
  }
  return { slope: above / below, xMean, yMean };
}

/** How far from the mean the line has point i, over its weight. */
function adjustment({ x, y, xx, yy, xy }: LineData, i: number, { slope, xMean, yMean }: Line): number {
  const [u, v] = [x[i] - xMean, y[i] - yMean];
  return u * yy[i] + slope * v * xx[i] - (slope * u + v) * xy[i];
}
