import { logGammaQ } from "./gamma.ts";

/** Probability that a χ² variable of `dof` degrees of freedom exceeds `chi2`. */
export function chiSquareTail(chi2: number, dof: number): number {
  return Math.exp(logGammaQ(dof / 2, chi2 / 2));
}

/** Probability that a standard normal variable exceeds `z`. */
export function normalTail(z: number): number {
  const upper = 0.5 * Math.exp(logGammaQ(0.5, (z * z) / 2));
  return z >= 0 ? upper : 1 - upper;
}

/**
 * Number of standard deviations [σ] that a rise `deltaTs` of −2 ln L by `extraParameters` more parameters is worth: the normal
 * deviate with the same two-sided probability as χ² (Wilks 1938). For one parameter it is the square root; 0 where nothing was gained.
 */
export function significanceOf(deltaTs: number, extraParameters: number): number {
  if (!(deltaTs > 0)) return Number.isNaN(deltaTs) ? Number.NaN : 0;
  if (extraParameters === 1) return Math.sqrt(deltaTs);
  return Math.sqrt(2 * inverseLogGammaQ(0.5, logGammaQ(extraParameters / 2, deltaTs / 2)));
}

/** χ² that a variable of `dof` degrees of freedom exceeds with probability `p`. */
export function chiSquareQuantile(p: number, dof: number): number {
  if (!(p >= 0 && p <= 1 && dof > 0)) return Number.NaN;
  if (p === 1) return 0;
  return 2 * inverseLogGammaQ(dof / 2, Math.log(p));
}

/** The x at which ln Q(a, x) has the value `target` ≤ 0: bracketed, then bisected to the last bit with secant steps. */
function inverseLogGammaQ(a: number, target: number): number {
  if (target === 0 || Number.isNaN(target)) return target;
  if (target === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, Math.max(1, a)];
  while (logGammaQ(a, high) > target) [low, high] = [high, 2 * high];
  let [fLow, fHigh] = [logGammaQ(a, low) - target, logGammaQ(a, high) - target];
  for (let k = 0; k < 200 && high - low > 2e-16 * high; k++) {
    const secant = low + ((high - low) * fLow) / (fLow - fHigh);
    const middle = k % 2 === 0 && secant > low && secant < high ? secant : 0.5 * (low + high);
    const f = logGammaQ(a, middle) - target;
    if (f === 0) return middle;
    if (f > 0) [low, fLow] = [middle, f];
    else [high, fHigh] = [middle, f];
  }
  return 0.5 * (low + high);
}
