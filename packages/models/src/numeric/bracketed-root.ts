const mostSteps = 200;

/**
 * A zero of `f` between `a` and `b`, where its signs differ, to the last digits: the method of Illinois (Dowell and Jarratt 1971),
 * a secant that never leaves the bracket, with a bisection wherever it does not halve the bracket in three steps.
 */
export function bracketedRoot(f: (x: number) => number, a: number, b: number): number {
  let [low, high, fLow, fHigh] = [a, b, f(a), f(b)];
  let side = 0;
  let width = Math.abs(high - low);
  for (let step = 1; step <= mostSteps; step++) {
    const middle = 0.5 * (low + high);
    if (middle === low || middle === high) break;
    const isSlow = step % 3 === 0 && Math.abs(high - low) > 0.5 * width;
    if (step % 3 === 0) width = Math.abs(high - low);
    const secant = (low * fHigh - high * fLow) / (fHigh - fLow);
    const inside = secant > Math.min(low, high) && secant < Math.max(low, high);
    const x = isSlow || !inside ? middle : secant;
    const fx = f(x);
    if (fx === 0) return x;
    if (fx > 0 === fHigh > 0) {
      [high, fHigh] = [x, fx];
      if (side === 1) fLow *= 0.5;
      side = 1;
    } else {
      [low, fLow] = [x, fx];
      if (side === -1) fHigh *= 0.5;
      side = -1;
    }
  }
  return Math.abs(f(low)) < Math.abs(f(high)) ? low : high;
}
