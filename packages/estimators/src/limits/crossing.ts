import type { NormCurve } from "./upper-limit.ts";

/** Where a curve has risen to a level; NaN with the reason where it has not. */
export interface Crossing {
  readonly norm: number;
  readonly reason?: string;
}

/**
 * Where `curve`, followed from `from` to larger (`sign` 1) or smaller (−1) norms, has risen by nSigma² above its value at `from`.
 * The distance is doubled until beyond, however far that is, then closed in to 1e-11 of the rise's root.
 */
export function findCrossing(
  curve: Pick<NormCurve, "stat" | "sigma" | "lower" | "upper">,
  from: number,
  sign: 1 | -1,
  nSigma: number,
): Crossing {
  const side = sign > 0 ? "above" : "below";
  const origin = curve.stat(from);
  const room = Math.abs((sign > 0 ? curve.upper : curve.lower) - from);
  // Of a parabola, the root of the rise is a line: what is sought is where it has the value nSigma.
  const height = (distance: number) => {
    const rise = curve.stat(from + sign * distance) - origin;
    return rise >= 0 ? Math.sqrt(rise) - nSigma : rise < 0 ? -nSigma : Number.NaN;
  };
  const noise = 1e-11 * nSigma + (4e-16 * Math.abs(origin)) / nSigma;
  let near = 0;
  let far = Math.min(nSigma * curve.sigma, room);
  for (let k = 0; k < 200 && far > near; k++) {
    const value = height(far);
    if (Number.isNaN(value)) return { norm: Number.NaN, reason: `the statistic ${side} the best norm is not a number` };
    if (value >= 0) return { norm: from + sign * closeIn(height, near, far, value, noise) };
    if (far >= room) break;
    near = far;
    far = Math.min(2 * far, room);
  }
  const end = Number.isFinite(room) ? " before nothing is expected in a bin with events" : "";
  return { norm: Number.NaN, reason: `the statistic does not rise by ${nSigma}² ${side} the best norm${end}` };
}

/** Root of `height` between two distances, by false position with the Illinois modification (Dowell & Jarratt 1971). */
function closeIn(
  height: (distance: number) => number,
  low: number,
  high: number,
  atHigh: number,
  noise: number,
): number {
  let [a, fa, b, fb] = [low, height(low), high, atHigh];
  let side = 0;
  for (let k = 0; k < 100 && b - a > 4e-16 * b; k++) {
    const guess = (a * fb - b * fa) / (fb - fa);
    const x = guess > a && guess < b && k % 8 !== 7 ? guess : 0.5 * (a + b);
    const fx = height(x);
    if (Math.abs(fx) <= noise) return x;
    if (fx < 0) {
      if (side < 0) fb *= 0.5;
      [a, fa, side] = [x, fx, -1];
    } else {
      if (side > 0) fa *= 0.5;
      [b, fb, side] = [x, fx, 1];
    }
  }
  return 0.5 * (a + b);
}
