import { GammakitError, pow } from "@gammakit/core";
import { isTimed, meanAndNoise, type TimedMeasurement } from "./measured.ts";

/** How two series go together that are some time apart. */
export interface LaggedCorrelation {
  /** Middle of the bin [s]: how much later the second series is. */
  readonly lag: number;
  /** Mean of the pairs: 1 for the same course, −1 for the opposite one. Errors can take it beyond. */
  readonly value: number;
  /** Standard error of that mean from the scatter of the pairs; NaN for a single one. */
  readonly error: number;
  /** Number of pairs. */
  readonly pairs: number;
}

/** How pairs are gathered. */
export interface DiscreteCorrelationOptions {
  /** Width of a bin in lag [s]. Bins lie around the multiples of it. No finer than the series are sampled. */
  readonly width: number;
}

/**
 * Discrete correlation function of two series, as of two energy bands, sampled at any times: for every lag the mean of
 * (aᵢ − ā)(bⱼ − b̄) / √((σa² − ⟨ea²⟩)(σb² − ⟨eb²⟩)) over the pairs so far apart; in order of the lags, those without pairs left out.
 * Edelson & Krolik (1988), ApJ 333, 646, Eqs. 3 to 5; the variances over N. A peak at a positive lag says that `b` follows `a`.
 * Its width, not `error`, limits how well a lag is known; neighboring lags are correlated, and two unrelated series of red noise
 * easily have a peak. Where both are the same series, each value is also a pair with itself, which the errors raise. Values without
 * a number and a positive error are left out; all NaN where the scatter of a series is below its errors. Throws "invalid-input" where
 * the width is not positive.
 */
export function discreteCorrelation(
  a: readonly TimedMeasurement[],
  b: readonly TimedMeasurement[],
  { width }: DiscreteCorrelationOptions,
): readonly LaggedCorrelation[] {
  if (!(width > 0 && width < Number.POSITIVE_INFINITY)) {
    throw new GammakitError("invalid-input", `The width of bins in lag must be positive; it is ${width} s.`);
  }
  const [first, second] = [standardized(a), standardized(b)];
  const bins = new Map<number, number[]>();
  for (const one of first) {
    for (const other of second) {
      // The lower border belongs to a bin.
      const bin = Math.floor((other.time - one.time) / width + 0.5);
      const products = bins.get(bin) ?? [];
      products.push(one.value * other.value);
      bins.set(bin, products);
    }
  }
  return [...bins]
    .sort(([one], [other]) => one - other)
    .map(([bin, products]) => ({ lag: bin * width, ...meanOf(products), pairs: products.length }));
}

/** Values about their mean, in units of the scatter that the errors do not explain. */
function standardized(
  series: readonly TimedMeasurement[],
): readonly { readonly time: number; readonly value: number }[] {
  const used = series.filter(isTimed);
  const { mean, noise } = meanAndNoise(used);
  const scatter = used.reduce((total, { value }) => total + pow(value - mean, 2), 0) / used.length;
  const excess = Math.sqrt(scatter > noise ? scatter - noise : Number.NaN);
  return used.map(({ time, value }) => ({ time, value: (value - mean) / excess }));
}

function meanOf(products: readonly number[]): { readonly value: number; readonly error: number } {
  const n = products.length;
  const value = products.reduce((total, product) => total + product, 0) / n;
  const squares = products.reduce((total, product) => total + pow(product - value, 2), 0);
  return { value, error: Math.sqrt(squares) / (n - 1) };
}
