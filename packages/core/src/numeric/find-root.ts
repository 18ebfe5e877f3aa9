/**
 * A root of `f` between `low` and `high`, where it must have opposite signs, to the last bits of x.
 * Inverse quadratic interpolation where it is safe, bisection elsewhere: Chandrupatla (1997), Adv. Eng. Software 28, 145.
 * NaN where the signs are equal. Infinite values of `f` are allowed: they only slow it down.
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let [x1, f1] = [low, f(low)];
  let [x2, f2] = [high, f(high)];
  if (f1 === 0) return low;
  if (f2 === 0) return high;
  if (!(f1 < 0 !== f2 < 0) || Number.isNaN(f1) || Number.isNaN(f2)) return Number.NaN;
  let t = 0.5;
  for (let k = 0; k < maxSteps; k++) {
    const x = x1 + t * (x2 - x1);
    const fx = f(x);
    if (fx === 0) return x;
    let [x3, f3] = [x1, f1];
    if (fx < 0 !== f1 < 0) [x3, f3, x2, f2] = [x2, f2, x1, f1];
    [x1, f1] = [x, fx];
    const best = Math.abs(f2) < Math.abs(f1) ? x2 : x1;
    const closest = (Number.EPSILON * Math.abs(best) + Number.MIN_VALUE) / Math.abs(x2 - x1);
    if (closest > 0.5) return best;
    const xi = (x1 - x2) / (x3 - x2);
    const phi = (f1 - f2) / (f3 - f2);
    const safe = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
    t = safe
      ? (f1 / (f2 - f1)) * (f3 / (f2 - f3)) + ((x3 - x1) / (x2 - x1)) * (f1 / (f3 - f1)) * (f2 / (f3 - f2))
      : 0.5;
    t = Math.min(1 - closest, Math.max(closest, t));
  }
  return x1;
}

/** Bisection alone needs some 1100 steps from one end of the doubles to the other. */
const maxSteps = 1200;
