import { exp } from "@gammakit/core";

/** How well a sample agrees with a distribution. */
export interface KolmogorovTest {
  /** Largest distance between the two cumulative distributions. */
  readonly distance: number;
  /** Probability of a larger one by chance; NaN for no values. */
  readonly pValue: number;
}

/**
 * The test of Kolmogorov and Smirnov of `values` against the continuous distribution `cdf`: asymptotic, with the correction of Stephens
 * (1970), J. R. Stat. Soc. B 32, 115, good to some percent from five values on.
 */
export function kolmogorovTest(values: ArrayLike<number>, cdf: (x: number) => number): KolmogorovTest {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return { distance: Number.NaN, pValue: Number.NaN };
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const p = cdf(sorted[i]);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  }
  const root = Math.sqrt(n);
  return { distance, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * distance) };
}

/** 2 Σ (−1)^(k−1) exp(−2 k² t²). */
function kolmogorovTail(t: number): number {
  if (t < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 2 : -2) * exp(-2 * k * k * t * t);
  return Math.min(1, Math.max(0, sum));
}
