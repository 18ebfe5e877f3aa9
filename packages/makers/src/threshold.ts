import { exp, log } from "@gammakit/core";

/** Values below this count as this before a logarithm, and results up to twice this as 0. */
const tiny = 1.1754943508222875e-38;
const brackets = 100;

/**
 * First energy in [min, max] at which the curve through (energies, values), linear in log–log, crosses `target`; undefined
 * where it does not. Searched between 101 logarithmically spaced points, then bisected to full precision.
 */
export function crossing(
  energies: Float64Array,
  values: Float64Array,
  target: number,
  min: number,
  max: number,
): number | undefined {
  if (!(max > min)) return undefined;
  const x = energies.map(log);
  const y = values.map((value) => log(Math.max(value, tiny)));
  const above = (t: number) => Math.sign(curve(x, y, t) - target);
  const [start, width] = [log(min), log(max / min)];
  let low = start;
  let sign = above(low);
  for (let k = 1; k <= brackets; k++) {
    const high = start + (width * k) / brackets;
    const next = above(high);
    if (next !== sign) return exp(bisect(above, low, high, sign));
    [low, sign] = [high, next];
  }
  return undefined;
}

function curve(x: Float64Array, y: Float64Array, t: number): number {
  let i = 0;
  while (i < x.length - 2 && x[i + 1] <= t) i++;
  const value = exp(y[i] + ((t - x[i]) / (x[i + 1] - x[i])) * (y[i + 1] - y[i]));
  return value <= 2 * tiny ? 0 : value;
}

function bisect(above: (t: number) => number, low: number, high: number, signLow: number): number {
  let [a, b] = [low, high];
  for (let k = 0; k < 60; k++) {
    const middle = 0.5 * (a + b);
    if (above(middle) === signLow) a = middle;
    else b = middle;
  }
  return b;
}
