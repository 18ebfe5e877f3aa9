import { log } from "../numeric/repeatable/logarithm.ts";

/**
 * Poisson deviance 2 (μ − n + n ln(n/μ)) of `n` counts where `mu` are expected: 0 for a perfect prediction, `Infinity` where
 * counts are impossible. Exact to the last digits also near 0, if `difference`, μ − n, is.
 */
export function poissonDeviance(n: number, mu: number, difference = mu - n): number {
  if (!(n > 0)) return 2 * mu;
  const t = difference / n;
  return 2 * (Math.abs(t) < 0.5 ? n * excessOverLog(t) : difference + n * log(n / mu));
}

/** t − ln(1 + t) for |t| < ½, by the series of ln((1 + r) / (1 − r)) with r = t / (2 + t), whose first term is taken out. */
function excessOverLog(t: number): number {
  const r = t / (2 + t);
  const square = r * r;
  let power = 2 * r * square;
  let sum = 0;
  for (let k = 3; k < 60; k += 2) {
    const term = power / k;
    sum += term;
    if (Math.abs(term) <= 1e-17 * Math.abs(sum)) break;
    power *= square;
  }
  return r * t - sum;
}
