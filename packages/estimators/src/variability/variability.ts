import type { Measurement } from "@gammakit/fit";
import { constancy } from "./constancy.ts";
import { fractionalVariance } from "./fractional-variance.ts";

/** How much a quantity changes from bin to bin. */
export interface Variability {
  /** Σ ((x − mean)/σ)² about the weighted mean. */
  readonly chi2: number;
  /** Number of values − 1. */
  readonly dof: number;
  /** Probability of such a χ², or a larger one, if nothing changed. */
  readonly pValue: number;
  /** Mean, weighted with 1/σ². */
  readonly mean: number;
  /**
   * Fractional excess variance: sqrt((S² − ⟨σ²⟩) / x̄²), S² over N − 1, x̄ unweighted. NaN where the scatter is smaller than the errors.
   * Vaughan et al. (2003), MNRAS 345, 1271, Eq. 10.
   */
  readonly fvar: number;
  /** Error of `fvar` from the errors of the values. Ibid., Eq. B2. */
  readonly fvarError: number;
}

/** Variability of a series of measurements; those without a finite value and a positive error are left out. All NaN for fewer than two. */
export function variability(series: readonly Measurement[]): Variability {
  const { chi2, dof, pValue, mean } = constancy(series);
  return { chi2, dof, pValue, mean, ...fractionalVariance(series) };
}
