import { asin, cos, sin } from "@gammakit/core";
import { clamp, type Problem } from "./problem.ts";

/** Numbers of order one, without bounds, in place of the parameters. */
export interface Frame {
  /** Where the start is: ones. */
  readonly origin: Float64Array;
  toParameters(u: ArrayLike<number>): Float64Array;
}

/** Nearest to ±π/2 that an angle starts: on the limit itself nothing moves. */
const nearest = Math.PI / 2 - 1e-4;

/**
 * The frame around `from` in which parameters change by about `sizes` as numbers change by one. Limits are those of MINUIT (James, CERN
 * D506, section 1.3): a sine between two, the square root of 1 + v² from one on.
 */
export function compileFrame({ n, lower, upper }: Problem, from: Float64Array, sizes: Float64Array): Frame {
  const axes = Array.from({ length: n }, (_, i) => axis(lower[i], upper[i], from[i], sizes[i]));
  return {
    origin: new Float64Array(n).fill(1),
    toParameters: (u) => Float64Array.from(axes, (at, i) => clamp(at(u[i] - 1), lower[i], upper[i])),
  };
}

function axis(lower: number, upper: number, from: number, size: number): (v: number) => number {
  const [low, high] = [Number.isFinite(lower), Number.isFinite(upper)];
  if (low && high) {
    const half = 0.5 * (upper - lower);
    const first = clamp(asin(clamp((from - lower) / half - 1, -1, 1)), -nearest, nearest);
    const rate = Math.min(size / half / Math.max(cos(first), 0.1), 0.5);
    return (v) => lower + half * (1 + sin(first + rate * v));
  }
  if (!low && !high) return (v) => from + size * v;
  // In units of the size: distance = √(1 + w²) − 1.
  const edge = low ? lower : upper;
  const sign = low ? 1 : -1;
  const distance = Math.max(Math.abs(from - edge) / size, 1e-4);
  const first = Math.sqrt(distance * (distance + 2));
  return (v) => edge + sign * size * (((first + v) * (first + v)) / (1 + Math.sqrt(1 + (first + v) * (first + v))));
}
