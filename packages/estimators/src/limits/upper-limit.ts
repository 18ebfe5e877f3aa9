import { normalTail, type UpperLimitMethod } from "@gammakit/core";

/** An upper limit on a norm, with what it means. */
export interface UpperLimit {
  /** NaN where there is none; `reason` says why. */
  readonly norm: number;
  readonly method: UpperLimitMethod;
  /**
   * Probability of the interval whose upper end the limit is, from `confidenceLevelOf`. Read as a limit from one side, a profile
   * limit has (1 + confidenceLevel) / 2: a Gaussian measurement has as much below its interval as above. The Bayesian limit
   * has all of the remaining probability above it.
   */
  readonly confidenceLevel: number;
  readonly reason?: string;
}

/** The statistic along a norm, and where it is smallest. */
export interface NormCurve {
  /** −2 ln L up to a constant. */
  stat(norm: number): number;
  /** The allowed norm with the smallest statistic. */
  readonly best: number;
  /** About one standard deviation: where to look first. */
  readonly sigma: number;
  /** Smallest norm allowed; −Infinity where there is none. */
  readonly lower: number;
  /** Largest norm allowed; Infinity where there is none. */
  readonly upper: number;
}

/** Probability that a normal variable is within `nSigma` standard deviations of its mean: 0.9545 for 2. */
export function confidenceLevelOf(nSigma: number): number {
  return 1 - 2 * normalTail(nSigma);
}

/** The limit of a method, or why there is none. */
export function upperLimit(method: UpperLimitMethod, nSigma: number, norm: number, reason?: string): UpperLimit {
  return {
    norm: reason === undefined ? norm : Number.NaN,
    method,
    confidenceLevel: confidenceLevelOf(nSigma),
    ...(reason !== undefined && { reason }),
  };
}
