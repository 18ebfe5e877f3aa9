import { pow } from "@gammakit/core";
import type { Measurement } from "@gammakit/fit";
import { excessAmplitude, isMeasured, meanAndNoise } from "./measured.ts";

/** How much a quantity varies beyond its errors. */
export interface FractionalVariance {
  /** Square root of the excess variance over the squared mean; NaN where the scatter is smaller than the errors. */
  readonly fvar: number;
  /** Its error from those of the values. */
  readonly fvarError: number;
}

/**
 * Fractional excess variance sqrt((S² − ⟨σ²⟩) / x̄²), S² over N − 1 and x̄ unweighted: Vaughan et al. (2003), MNRAS 345, 1271,
 * Eq. 10 and, for the error, B2. Values without a finite value and a positive error are left out; NaN for fewer than two. The
 * error is that of the measurement: it does not tell how another stretch of the same source would scatter.
 */
export function fractionalVariance(series: readonly Measurement[]): FractionalVariance {
  const used = series.filter(isMeasured);
  const n = used.length;
  if (n < 2) return { fvar: Number.NaN, fvarError: Number.NaN };
  const { mean, noise } = meanAndNoise(used);
  const scatter = used.reduce((total, { value }) => total + pow(value - mean, 2), 0) / (n - 1);
  const { amplitude, error } = excessAmplitude(scatter, { mean, noise, n });
  return { fvar: amplitude, fvarError: error };
}
