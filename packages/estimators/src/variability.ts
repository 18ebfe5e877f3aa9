import { chiSquareTail } from "@gammakit/core";
import type { Measurement } from "@gammakit/fit";

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
  const used = series.filter(({ value, error }) => Number.isFinite(value) && error > 0 && Number.isFinite(error));
  const n = used.length;
  if (n < 2) {
    const none = Number.NaN;
    return { chi2: none, dof: Math.max(0, n - 1), pValue: none, mean: none, fvar: none, fvarError: none };
  }
  const sum = (f: (m: Measurement) => number) => used.reduce((total, m) => total + f(m), 0);
  const mean = sum(({ value, error }) => value / error ** 2) / sum(({ error }) => 1 / error ** 2);
  const chi2 = sum(({ value, error }) => ((value - mean) / error) ** 2);
  return { chi2, dof: n - 1, pValue: chiSquareTail(chi2, n - 1), mean, ...excessVariance(used) };
}

function excessVariance(used: readonly Measurement[]): Pick<Variability, "fvar" | "fvarError"> {
  const n = used.length;
  const center = used.reduce((total, { value }) => total + value, 0) / n;
  const scatter = used.reduce((total, { value }) => total + (value - center) ** 2, 0) / (n - 1);
  const noise = used.reduce((total, { error }) => total + error ** 2, 0) / n;
  const fvar = Math.sqrt((scatter - noise) / center ** 2);
  const fromScatter = (Math.sqrt(1 / (2 * n)) * noise) / (center ** 2 * fvar);
  const fromErrors = Math.sqrt(noise / n) / Math.abs(center);
  return { fvar, fvarError: Math.hypot(fromScatter, fromErrors) };
}
