import { wstat } from "./wstat.ts";

/** What ON and OFF counts say about an excess. */
export interface CountsSummary {
  /** nOn − alpha·nOff. */
  readonly excess: number;
  /** sqrt(nOn + alpha²·nOff). */
  readonly error: number;
  /** Square root of the likelihood ratio, with the sign of the excess [σ]; NaN where there is no background estimate. */
  readonly significance: number;
}

/**
 * Excess of `nOn` counts over `alpha` times `nOff` counts, its error and significance.
 * The significance is that of Li & Ma (1983), ApJ 272, 317, Eq. 17, negative when the excess is; `alpha` must be positive for it.
 */
export function summarizeCounts(nOn: number, nOff: number, alpha: number): CountsSummary {
  const excess = nOn - alpha * nOff;
  const error = Math.sqrt(nOn + alpha * alpha * nOff);
  const ts = alpha > 0 ? Math.max(0, wstat(nOn, nOff, alpha, 0) - wstat(nOn, nOff, alpha, excess)) : Number.NaN;
  return { excess, error, significance: Math.sign(excess) * Math.sqrt(ts) };
}
