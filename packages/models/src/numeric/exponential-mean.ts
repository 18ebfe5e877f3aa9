import { expm1 } from "@gammakit/core";

/** Below this |u| the closed forms lose digits, and a series is used. */
const small = 0.35;

/**
 * ∫₀¹ e^(ut) dt = (e^u − 1)/u, which is 1 at u = 0: the mean of an exponential between its ends.
 * The integral of a power law x^(s−1) from a to b is a^s ln(b/a) times this at u = s ln(b/a).
 */
export function exponentialMean(u: number): number {
  return u === 0 ? 1 : expm1(u) / u;
}

/** Derivative of `exponentialMean` at `u`, ∫₀¹ t e^(ut) dt, given its value `mean`: (e^u − mean)/u, 1/2 at u = 0. */
export function exponentialMeanSlope(u: number, mean: number): number {
  if (Math.abs(u) > small) return (u * mean + 1 - mean) / u;
  // Σ uᵏ / (k! (k + 2)), by Horner.
  let sum = 0;
  for (let k = 13; k >= 0; k--) sum = 1 / (k + 2) + (u / (k + 1)) * sum;
  return sum;
}
