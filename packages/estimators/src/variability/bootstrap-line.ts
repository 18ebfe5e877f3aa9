import { GammakitError } from "@gammakit/core";
import { pearsonOf } from "./correlation.ts";
import { fitLine, type LineData, lineData, noiseSlope } from "./line-fit.ts";
import { isPlanePoint, type PlanePoint } from "./plane-point.ts";
import { checkToys, type ToyOptions, uniformFrom } from "./random.ts";

/** Intervals of a line and of a correlation, from resampled points. NaN for fewer than three points. */
export interface BootstrapLine {
  readonly slope: readonly [low: number, high: number];
  readonly pearson: readonly [low: number, high: number];
  /** Probability content of the intervals. */
  readonly level: number;
  /** Samples that gave a number: fewer than asked for where some had all points at one place. */
  readonly toys: number;
}

/** How points are resampled. */
export interface BootstrapOptions extends ToyOptions {
  /** Probability content of the intervals; 0.6827 when absent. */
  readonly level?: number;
}

/**
 * Intervals of the slope of {@link lineFit} and of Pearson's coefficient by the bootstrap: points drawn with replacement, each with
 * its errors, and percentiles of what they give. Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13. They hold
 * the scatter of the points, whatever the errors say, and take the points for independent; with fewer than ten they are too short.
 */
export function bootstrapLine(points: readonly PlanePoint[], options: BootstrapOptions = {}): BootstrapLine {
  const { toys = 1000, seed = 0, level = 0.6827 } = options;
  if (!(level > 0 && level < 1)) {
    throw new GammakitError("invalid-input", `The level of an interval lies between 0 and 1; it is ${level}.`);
  }
  const random = uniformFrom(seed);
  const data = lineData(points.filter(isPlanePoint));
  const n = data.x.length;
  const { slope: start } = fitLine(data);
  const least = noiseSlope(data);
  const drawn = emptyData(n);
  const slopes: number[] = [];
  const coefficients: number[] = [];
  for (let toy = checkToys(toys); toy > 0 && n >= 3; toy--) {
    draw(data, drawn, random);
    const slope = Number.isNaN(start) ? Number.NaN : fitLine(drawn, { start, tolerance: 1e-3, least }).slope;
    const coefficient = pearsonOf(drawn.x, drawn.y);
    if (Number.isNaN(slope + coefficient)) continue;
    slopes.push(slope);
    coefficients.push(coefficient);
  }
  return { slope: interval(slopes, level), pearson: interval(coefficients, level), level, toys: slopes.length };
}

function emptyData(n: number): LineData {
  const array = () => new Float64Array(n);
  return { x: array(), y: array(), xx: array(), yy: array(), xy: array() };
}

function draw(from: LineData, out: LineData, random: () => number): void {
  const n = from.x.length;
  for (let i = 0; i < n; i++) {
    const k = Math.floor(random() * n);
    out.x[i] = from.x[k];
    out.y[i] = from.y[k];
    out.xx[i] = from.xx[k];
    out.yy[i] = from.yy[k];
    out.xy[i] = from.xy[k];
  }
}

/** Percentiles, linear between values. */
function interval(values: readonly number[], level: number): readonly [number, number] {
  const sorted = Float64Array.from(values).sort();
  const at = (fraction: number) => {
    const place = fraction * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted.length === 0 ? Number.NaN : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  };
  return [at((1 - level) / 2), at((1 + level) / 2)];
}
