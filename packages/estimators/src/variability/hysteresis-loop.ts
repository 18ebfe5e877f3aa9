import { normalQuantile } from "@gammakit/core";
import { fitLine, lineData } from "./line-fit.ts";
import { isPlanePoint, type PlanePoint } from "./plane-point.ts";
import { checkToys, type ToyOptions, uniformFrom } from "./random.ts";

/** The way that two quantities go round. NaN for fewer than four points, or where no line can be laid through them. */
export interface HysteresisLoop {
  /** Seen with x to the right and y upwards. "none" where the area is 0 or unknown. */
  readonly direction: "clockwise" | "counter-clockwise" | "none";
  /** Area inside the path closed from its end to its start, counter-clockwise positive, in units of x times y. */
  readonly area: number;
  /** Probability of an area as large, in either direction, if y knew x and not the time. */
  readonly pValue: number;
  /** Binomial error of `pValue` from the number of toys. */
  readonly pValueError: number;
  /** `pValue` as a two-sided number of standard deviations; no more than the toys can show. */
  readonly significance: number;
  /** 0 where there was nothing to test. */
  readonly toys: number;
  readonly used: number;
  readonly omitted: number;
}

/**
 * Direction and signed area of the loop of two quantities, the points in order of time, and how often chance makes one as large.
 *
 * The area is that of the polygon through the points. Toys keep every x in its place, and shuffle over time the distances of the
 * points from the line of {@link lineFit}, in units of their errors: what is left is a y that depends on x alone, with the scatter
 * that was seen. A permutation test: scatter beyond the errors makes no loop, and errors of x and y that are correlated in one
 * point make none either. The probability is (larger + 1)/(toys + 1): Phipson & Smyth (2010), SAGMB 9, 39.
 */
export function hysteresisLoop(points: readonly PlanePoint[], options: ToyOptions = {}): HysteresisLoop {
  const { toys = 1000, seed = 0 } = options;
  const [random, tries] = [uniformFrom(seed), checkToys(toys)];
  const data = lineData(points.filter(isPlanePoint));
  const { x, y, xx, yy, xy } = data;
  const n = x.length;
  const counts = { used: n, omitted: points.length - n };
  const { slope, xMean, yMean } = fitLine(data);
  if (n < 4 || Number.isNaN(slope)) {
    const [area, unknown] = [n < 4 ? Number.NaN : areaOf(x, y), Number.NaN];
    const direction = directionOf(area);
    return { direction, area, pValue: unknown, pValueError: unknown, significance: unknown, toys: 0, ...counts };
  }
  const errors = x.map((_, i) => Math.sqrt(yy[i] + slope * (slope * xx[i] - 2 * xy[i])));
  const deviates = x.map((_, i) => (y[i] - yMean - slope * (x[i] - xMean)) / errors[i]);
  // What lies on the line spans no area, so that of the distances from it is all of it.
  const area = areaOf(
    x,
    deviates.map((z, i) => z * errors[i]),
  );
  const distance = new Float64Array(n);
  let larger = 0;
  for (let toy = 0; toy < tries; toy++) {
    shuffle(deviates, random);
    for (let i = 0; i < n; i++) distance[i] = deviates[i] * errors[i];
    if (Math.abs(areaOf(x, distance)) >= Math.abs(area)) larger++;
  }
  const pValue = (larger + 1) / (tries + 1);
  return {
    direction: directionOf(area),
    area,
    pValue,
    pValueError: Math.sqrt((pValue * (1 - pValue)) / tries),
    significance: normalQuantile(pValue / 2),
    toys: tries,
    ...counts,
  };
}

function directionOf(area: number): HysteresisLoop["direction"] {
  return area > 0 ? "counter-clockwise" : area < 0 ? "clockwise" : "none";
}

/** ½ Σ (xᵢ yᵢ₊₁ − xᵢ₊₁ yᵢ), about the first point. */
function areaOf(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  let sum = 0;
  for (let i = 1; i + 1 < n; i++) sum += (x[i] - x[0]) * (y[i + 1] - y[0]) - (x[i + 1] - x[0]) * (y[i] - y[0]);
  return sum / 2;
}

/** Fisher and Yates, in place. */
function shuffle(values: Float64Array, random: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    const kept = values[i];
    values[i] = values[k];
    values[k] = kept;
  }
}
