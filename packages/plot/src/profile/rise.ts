import type { KnownRise } from "./known-rise.ts";

/**
 * The rise of a statistic between places where it is known, which are in order; NaN outside them. What is interpolated is its
 * square root with the sign of the side of `best`, by a cubic that turns nowhere by itself: Fritsch & Butland (1984), SIAM J.
 * Sci. Stat. Comput. 5, 300, Eq. 6. That is exact for a parabola. Where `best` is not known the slope gives the sign, and lines do.
 */
export function compileRise(known: readonly KnownRise[], best: number): (at: number) => number {
  const x = Float64Array.from(known, ({ at }) => at);
  const isAround = Number.isFinite(best);
  const root = isAround ? rootsAround(known, best) : rootsBySlope(known);
  const slope = isAround ? monotoneSlopes(x, root) : undefined;
  const last = x.length - 1;
  return (at) => {
    if (!(at >= x[0] && at <= x[last])) return Number.NaN;
    let k = 0;
    while (k < last - 1 && at > x[k + 1]) k++;
    const h = x[k + 1] - x[k];
    const t = (at - x[k]) / h;
    const line = root[k] + t * (root[k + 1] - root[k]);
    if (slope === undefined) return line ** 2;
    const step = root[k + 1] - root[k];
    return (line + t * (1 - t) * ((1 - t) * (h * slope[k] - step) + t * (step - h * slope[k + 1]))) ** 2;
  };
}

/** A scan that dips below the best fit is taken to be as low as it. */
function rootsAround(known: readonly KnownRise[], best: number): Float64Array {
  return Float64Array.from(known, ({ at, rise }) => Math.sign(at - best) * Math.sqrt(Math.max(0, rise)));
}

function rootsBySlope(known: readonly KnownRise[]): Float64Array {
  const last = known.length - 1;
  return Float64Array.from(known, ({ rise }, k) => {
    // A scan that dips below the best fit found: the sign of the rise and of the slope both count.
    const slope = known[Math.min(k + 1, last)].rise - known[Math.max(k - 1, 0)].rise;
    const signed = Math.sign(slope) * rise;
    return Math.sign(signed) * Math.sqrt(Math.abs(signed));
  });
}

/** Slopes of the cubic: a weighted harmonic mean of those of the lines on both sides, at the ends that of the line. */
function monotoneSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const last = x.length - 1;
  const line = (k: number) => (y[k + 1] - y[k]) / (x[k + 1] - x[k]);
  return Float64Array.from(x, (_, k) => {
    if (k === 0 || k === last) return last === 0 ? 0 : line(Math.min(k, last - 1));
    const [before, after] = [line(k - 1), line(k)];
    if (!(before * after > 0)) return 0;
    const [w1, w2] = [x[k + 1] - x[k - 1] + (x[k + 1] - x[k]), x[k + 1] - x[k - 1] + (x[k] - x[k - 1])];
    return (w1 + w2) / (w1 / before + w2 / after);
  });
}
