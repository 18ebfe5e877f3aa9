import { wstatBackground } from "@gammakit/core";

/** Second derivative of the Cash statistic of `n` counts with respect to their expectation `mu`; 0 where that is not positive. */
export function cashCurvature(n: number, mu: number): number {
  return mu > 1e-25 ? (2 * n) / (mu * mu) : 0;
}

/**
 * Second derivative of the W statistic with respect to the signal `s`. With b(s) the background that fits best, the first is
 * 2 (1 − nOn / (s + αb)).
 */
export function wstatCurvature(nOn: number, nOff: number, alpha: number, s: number): number {
  if (nOn === 0) return s >= (-alpha * nOff) / (1 + alpha) ? 0 : (2 * nOff) / (s * s);
  if (nOff === 0) return alpha * nOn - (1 + alpha) * s > 0 ? 0 : (2 * nOn) / (s * s);
  const c = alpha * (nOn + nOff) - (1 + alpha) * s;
  const k = 2 * alpha * (alpha + 1);
  const d = Math.sqrt(c * c + 2 * k * nOff * s);
  const mu = s + alpha * wstatBackground(nOn, nOff, alpha, s);
  const backgroundSlope = ((k * nOff - (1 + alpha) * c) / d - (1 + alpha)) / k;
  return (2 * nOn * (1 + alpha * backgroundSlope)) / (mu * mu);
}
