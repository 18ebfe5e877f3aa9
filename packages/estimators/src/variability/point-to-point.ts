import { pow } from "@gammakit/core";
import type { Measurement } from "@gammakit/fit";
import { excessAmplitude, isMeasured, meanAndNoise } from "./measured.ts";

/** How much a quantity changes from one value to the next, beyond its errors. */
export interface PointToPoint {
  /** Square root of the excess variance of neighbors over the squared mean; NaN where errors explain the differences. */
  readonly fpp: number;
  /** Its error from those of the values. */
  readonly fppError: number;
}

/** What is computed. */
export interface PointToPointOptions {
  /**
   * "edelson" when absent. "gammapy" is what Gammapy's `compute_fpp` gives up to 2.0: without the ½, so that white noise has an
   * fpp above its fvar, and with gaps counted as pairs of no difference.
   */
  readonly definition?: "edelson" | "gammapy";
}

/**
 * Point-to-point variability sqrt((½⟨(xᵢ₊₁ − xᵢ)²⟩ − ⟨σ²⟩) / x̄²): Edelson et al. (2002), ApJ 568, 610, Eq. 3; its error as that of
 * the fractional variability (Vaughan et al. 2003, Eq. B2). Equals that one for white noise, and is smaller for red. Pairs are
 * neighbors in the series that were both measured; NaN where there is none.
 */
export function pointToPoint(
  series: readonly Measurement[],
  { definition = "edelson" }: PointToPointOptions = {},
): PointToPoint {
  const used = series.filter(isMeasured);
  const steps = series.flatMap((next, i) => {
    const last = series[i - 1];
    return i > 0 && isMeasured(last) && isMeasured(next) ? [pow(next.value - last.value, 2)] : [];
  });
  if (steps.length === 0) return { fpp: Number.NaN, fppError: Number.NaN };
  const sum = steps.reduce((total, step) => total + step, 0);
  const scatter = definition === "edelson" ? sum / (2 * steps.length) : sum / (used.length - 1);
  const { amplitude, error } = excessAmplitude(scatter, { ...meanAndNoise(used), n: used.length });
  return { fpp: amplitude, fppError: error };
}
