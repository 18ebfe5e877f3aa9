import { log } from "@gammakit/core";

/** Below this exponent a cell counts as flat: digits would be lost otherwise. */
const flat = 1e-6;

/**
 * Integral over a cell of width 1 of a function that is exponential between its values `a` and `b` at the ends: a power law on a
 * logarithmic axis. A straight line where one of them is 0.
 */
export function cellIntegral(a: number, b: number): number {
  if (!(a > 0 && b > 0)) return (a + b) / 2;
  const slope = log(b / a);
  return Math.abs(slope) < flat ? a : (b - a) / slope;
}

/** Where in a cell, 0 to 1, the integral from its begin is the fraction `u` of the whole. */
export function cellQuantile(a: number, b: number, u: number): number {
  if (a > 0 && b > 0) {
    const slope = log(b / a);
    return Math.abs(slope) < flat ? u : log(1 + u * (b / a - 1)) / slope;
  }
  return b > 0 ? Math.sqrt(u) : 1 - Math.sqrt(1 - u);
}

/** Last index i of a cumulative sum from 0 with `cumulative[i]` ≤ x, never that of its end: the cell that holds x. */
export function cellAt(cumulative: Float64Array, x: number, from: number, count: number): number {
  let low = from;
  let high = from + count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}
