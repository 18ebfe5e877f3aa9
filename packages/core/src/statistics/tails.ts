import { findRoot } from "../numeric/find-root.ts";
import { exp, expm1 } from "../numeric/repeatable/exponential.ts";
import { log, log1p } from "../numeric/repeatable/logarithm.ts";
import { logGammaP, logGammaQ } from "./gamma.ts";

/** Probability that a χ² variable of `dof` degrees of freedom exceeds `chi2`. */
export function chiSquareTail(chi2: number, dof: number): number {
  return exp(logChiSquareTail(chi2, dof));
}

/** Natural logarithm of {@link chiSquareTail}, finite far beyond where the probability itself underflows. */
export function logChiSquareTail(chi2: number, dof: number): number {
  return logGammaQ(dof / 2, chi2 / 2);
}

/** Probability that a χ² variable of `dof` degrees of freedom is at most `chi2`; no digit is lost where that is small. */
export function chiSquareLowerTail(chi2: number, dof: number): number {
  return exp(logGammaP(dof / 2, chi2 / 2));
}

/** χ² that a variable of `dof` degrees of freedom exceeds with probability `p`. */
export function chiSquareQuantile(p: number, dof: number): number {
  return isProbability(p) && dof > 0 ? 2 * inverse(dof / 2, log(p), "upper") : Number.NaN;
}

/** χ² that a variable of `dof` degrees of freedom does not exceed with probability `p`. */
export function chiSquareLowerQuantile(p: number, dof: number): number {
  return isProbability(p) && dof > 0 ? 2 * inverse(dof / 2, log(p), "lower") : Number.NaN;
}

/** Probability that a standard normal variable exceeds `z`; that it is at most `z` is `normalTail(-z)`. */
export function normalTail(z: number): number {
  return exp(logNormalTail(z));
}

/** Natural logarithm of {@link normalTail}, finite far beyond where the probability itself underflows. */
export function logNormalTail(z: number): number {
  const upper = logGammaQ(0.5, 0.5 * z * z) - Math.LN2;
  return z >= 0 ? upper : log1p(-exp(upper));
}

/** Deviate z [σ] that a standard normal variable exceeds with probability `p`: 5 for 2.87e-7. */
export function normalQuantile(p: number): number {
  if (!isProbability(p)) return Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  // The two-sided probability is that of χ² with one degree of freedom.
  if (p > 0.25) return Math.sqrt(2 * inverse(0.5, log(1 - 2 * p), "lower"));
  return Math.sqrt(2 * inverse(0.5, log(2 * p), "upper"));
}

/** Probability that a Poisson variable of mean `mu` exceeds `n` ≥ 0; that it is at most `n` is `gammaQ(n + 1, mu)`. */
export function poissonTail(n: number, mu: number): number {
  return exp(logGammaP(Math.floor(n) + 1, mu));
}

/**
 * Number of standard deviations [σ] that a rise `deltaTs` of −2 ln L by `extraParameters` more parameters is worth: the normal
 * deviate with the same two-sided probability as χ² (Wilks 1938). For one parameter it is the square root; 0 where nothing was gained.
 */
export function significanceOf(deltaTs: number, extraParameters: number): number {
  if (!(deltaTs > 0)) return Number.isNaN(deltaTs) ? Number.NaN : 0;
  if (extraParameters === 1) return Math.sqrt(deltaTs);
  return Math.sqrt(2 * inverse(0.5, logChiSquareTail(deltaTs, extraParameters), "upper"));
}

type Tail = "lower" | "upper";

function isProbability(p: number): boolean {
  return p >= 0 && p <= 1;
}

/**
 * The x at which ln P(a, x) (lower tail) or ln Q(a, x) (upper) is `target` ≤ 0. Solved on the side of the smaller probability,
 * and in ln x, so that x is as exact as the probability is.
 */
function inverse(a: number, target: number, tail: Tail): number {
  if (Number.isNaN(target)) return Number.NaN;
  if (target === 0) return tail === "lower" ? Number.POSITIVE_INFINITY : 0;
  if (target === Number.NEGATIVE_INFINITY) return tail === "lower" ? 0 : Number.POSITIVE_INFINITY;
  if (target > -Math.LN2) return inverse(a, log(-expm1(target)), tail === "lower" ? "upper" : "lower");
  // Rises with ln x on either side.
  const f = (y: number) => (tail === "lower" ? logGammaP(a, exp(y)) - target : target - logGammaQ(a, exp(y)));
  if (tail === "lower" && f(log(Number.MIN_VALUE)) > 0) return 0;
  const start = log(a);
  let step = 1 / Math.sqrt(1 + a);
  const up = f(start) < 0;
  // Everything a double can hold is inside.
  while (f(start + (up ? step : -step)) < 0 === up && step < 1500) step *= 2;
  return exp(up ? findRoot(f, start, start + step) : findRoot(f, start - step, start));
}
