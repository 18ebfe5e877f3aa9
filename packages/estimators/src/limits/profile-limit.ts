import { findCrossing } from "./crossing.ts";
import { type NormCurve, type UpperLimit, upperLimit } from "./upper-limit.ts";

/**
 * The upper end of the interval of the likelihood ratio: where the statistic has risen by nSigma² above its minimum, wherever that
 * is, negative norms included. Wilks (1938), Ann. Math. Stat. 9, 60. There is none where the statistic does not rise so far.
 */
export function profileLimit(curve: NormCurve, nSigma: number): UpperLimit {
  const { norm, reason } = findCrossing(curve, curve.best, 1, nSigma);
  return upperLimit("profile", nSigma, norm, reason);
}

/**
 * The profile limit for a source that can only emit: the rise of the statistic is measured from the best norm that is not negative, so that
 * the limit is never below nSigma² above that of no source at all. It is the profile limit where the best norm is positive, and
 * the bounded likelihood of Rolke, López & Conrad (2005), NIM A 551, 493, where it is not. The confidence level is
 * that of the profile limit.
 */
export function boundedLimit(curve: NormCurve, nSigma: number): UpperLimit {
  const from = Math.max(curve.best, 0);
  if (from > curve.upper) return upperLimit("bounded", nSigma, Number.NaN, "no norm that is not negative is allowed");
  const { norm, reason } = findCrossing(curve, from, 1, nSigma);
  return upperLimit("bounded", nSigma, norm, reason);
}
