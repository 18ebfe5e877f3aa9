import { GammakitError, pow } from "@gammakit/core";
import { isTimed, type TimedMeasurement } from "./measured.ts";

/** How much values differ that lie some time apart. */
export interface StructureValue {
  /** Time between the values [s]. */
  readonly lag: number;
  /** Weighted mean of (xⱼ − xᵢ)², in the squared unit of x. */
  readonly value: number;
  /** What of it the errors alone would give: the weighted mean of σᵢ² + σⱼ². */
  readonly noise: number;
  /** Number of pairs. */
  readonly pairs: number;
}

/** How pairs are gathered. */
export interface StructureFunctionOptions {
  /** Times apart that differ by less than this [s] are one lag; 1 when absent. */
  readonly precision?: number;
}

/**
 * Structure function of first order: for every lag the mean of (xⱼ − xᵢ)², weighted with |xᵢxⱼ|/(σᵢσⱼ); in order of the lags. Simonetti
 * et al. (1985), ApJ 296, 46; Emmanoulopoulos et al. (2010), MNRAS 404, 931, who show what breaks in it mean: often nothing.
 * Weights as Gammapy has them. Values without a number and a positive error are left out; memory and time grow as their
 * number squared. Throws "invalid-input" where the precision is not positive.
 */
export function structureFunction(
  series: readonly TimedMeasurement[],
  { precision = 1 }: StructureFunctionOptions = {},
): readonly StructureValue[] {
  if (!(precision > 0)) {
    throw new GammakitError("invalid-input", `The precision of lags must be positive; it is ${precision} s.`);
  }
  const used = series.filter(isTimed);
  const sums = new Map<number, { weight: number; value: number; noise: number; pairs: number }>();
  for (let i = 0; i < used.length; i++) {
    for (let j = i + 1; j < used.length; j++) {
      const [a, b] = [used[i], used[j]];
      const step = Math.round(Math.abs(b.time - a.time) / precision);
      if (step === 0) continue;
      const sum = sums.get(step) ?? { weight: 0, value: 0, noise: 0, pairs: 0 };
      const weight = Math.abs((a.value / a.error) * (b.value / b.error));
      sum.weight += weight;
      sum.value += weight * pow(b.value - a.value, 2);
      sum.noise += weight * (pow(a.error, 2) + pow(b.error, 2));
      sum.pairs += 1;
      sums.set(step, sum);
    }
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([step, { weight, value, noise, pairs }]) => ({
      lag: step * precision,
      value: value / weight,
      noise: noise / weight,
      pairs,
    }));
}
