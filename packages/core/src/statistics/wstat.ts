import { log } from "../numeric/repeatable/logarithm.ts";

/**
 * Expected OFF counts that maximize the likelihood of `nOn` and `nOff` counts for a signal `s`, where the ON region expects
 * `alpha` times as much background as the OFF region. Source: XSPEC manual, appendix B, "Poisson data with Poisson background".
 */
export function wstatBackground(nOn: number, nOff: number, alpha: number, s: number): number {
  const c = alpha * (nOn + nOff) - (1 + alpha) * s;
  // Rounding can take what is exactly 0 below it.
  const d = Math.sqrt(Math.max(0, c * c + 4 * alpha * (alpha + 1) * nOff * s));
  // For c < 0 the sum c + d cancels; its product with d − c does not.
  if (c < 0 && s > 0) return (2 * nOff * s) / (d - c);
  return (c + d) / (2 * alpha * (alpha + 1));
}

/**
 * W statistic: −2 ln of the profile likelihood of `nOn` and `nOff` counts for a signal `s`, relative to that of a perfect
 * model, so that it is near the number of bins for a good fit and 0 for a perfect one. NaN where `alpha` is not positive:
 * there is no background estimate then.
 */
export function wstat(nOn: number, nOff: number, alpha: number, s: number): number {
  if (!(alpha > 0)) return Number.NaN;
  const b = wstatBackground(nOn, nOff, alpha, s);
  const mu = s + alpha * b;
  let sum = s + (1 + alpha) * b;
  if (nOn > 0) sum -= nOn * (1 + log(mu / nOn));
  if (nOff > 0) sum -= nOff * (1 + log(b / nOff));
  return 2 * sum;
}

/** Derivative of {@link wstat} with respect to the signal `s`. */
export function wstatDerivative(nOn: number, nOff: number, alpha: number, s: number): number {
  if (!(alpha > 0)) return Number.NaN;
  // Without ON counts a signal far below zero leaves nothing expected there: the background is −s / alpha then.
  if (nOn === 0) return s >= (-alpha * nOff) / (1 + alpha) ? 2 : (-2 / alpha) * (1 + (alpha * nOff) / s);
  if (nOff > 0) return 2 * (1 - nOn / (s + alpha * wstatBackground(nOn, nOff, alpha, s)));
  if (alpha * nOn - (1 + alpha) * s > 0) return -2 / alpha;
  return 2 * (1 - nOn / s);
}
