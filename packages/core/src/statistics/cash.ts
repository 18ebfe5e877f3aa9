import { log } from "../numeric/repeatable/logarithm.ts";
import { poissonDeviance } from "./deviance.ts";

/** Predicted counts below this are counted as this, so that the logarithm exists. */
const truncation = 1e-25;
const logTruncation = log(truncation);

/**
 * Cash statistic 2 (μ − n ln μ) of `n` counts where `mu` are expected: −2 ln L of a Poisson distribution up to a constant
 * of the data. Expectations below 1e-25, negative ones included, count as 1e-25; NaN gives NaN.
 * Cash (1979), ApJ 228, 939, Eq. 6.
 */
export function cash(n: number, mu: number): number {
  if (mu <= truncation) return 2 * (truncation - (n > 0 ? n * logTruncation : 0));
  return n > 0 ? 2 * (mu - n * log(mu)) : 2 * mu;
}

/** Derivative of {@link cash} with respect to `mu`; 0 where the expectation is truncated. */
export function cashDerivative(n: number, mu: number): number {
  if (mu <= truncation) return 0;
  return n > 0 ? 2 * (1 - n / mu) : 2;
}

/**
 * Poisson deviance 2 (μ − n + n ln(n / μ)): {@link cash} relative to a perfect prediction, so that it is near the number of bins
 * for a good fit and 0 for a perfect one ("cstat" of XSPEC). Expectations below 1e-25 count as 1e-25; NaN gives NaN.
 */
export function cstat(n: number, mu: number): number {
  return poissonDeviance(n, Math.max(mu, truncation));
}
