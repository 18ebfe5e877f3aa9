import { findRoot } from "../numeric/find-root.ts";
import { cash } from "./cash.ts";
import { poissonDeviance } from "./deviance.ts";
import { normalTail } from "./tails.ts";
import { wstat } from "./wstat.ts";

/** Counts, and what is known of their background: its expectation, or counts of an OFF region. */
export type Counts = KnownBackground | OnOffCounts;

/** Counts where the expected background is known. Judged by {@link cash}. */
export interface KnownBackground {
  readonly nOn: number;
  /** Expected background counts. */
  readonly background: number;
}

/** Counts where the background is measured beside. Judged by {@link wstat}. */
export interface OnOffCounts {
  readonly nOn: number;
  readonly nOff: number;
  /** Background expected ON per background expected OFF, > 0. */
  readonly alpha: number;
}

/** What counts say about an excess. */
export interface CountsStatistic {
  /** Counts above the background, the best estimate of the signal. */
  readonly excess: number;
  readonly background: number;
  /** From the variance of the counts: sqrt(nOn), or sqrt(nOn + alpha²·nOff). */
  readonly error: number;
  /** Statistic without signal. */
  readonly statNull: number;
  /** Statistic of the best signal. */
  readonly statBest: number;
  /** Their difference, computed without loss of digits. */
  readonly ts: number;
  /** sqrt(ts) with the sign of the excess [σ]; for ON and OFF counts that of Li & Ma (1983), ApJ 272, 317, Eq. 17. */
  readonly significance: number;
  /** Probability of fluctuations of the background at least this far to the same side. */
  readonly pValue: number;
}

/** What ON and OFF counts say about an excess, in short. */
export type CountsSummary = Pick<CountsStatistic, "excess" | "error" | "significance">;

/**
 * Excess of `nOn` counts over `alpha` times `nOff` counts, its error and significance.
 * Without `alpha` > 0 there is no background estimate, and the significance is NaN.
 */
export function summarizeCounts(nOn: number, nOff: number, alpha: number): CountsSummary {
  const { excess, error, significance } = countsStatistic({ nOn, nOff, alpha });
  return { excess, error, significance };
}

/** Excess, error, significance and p-value of counts. All but excess, background and error are NaN without `alpha` > 0. */
export function countsStatistic(counts: Counts): CountsStatistic {
  const { nOn } = counts;
  const background = backgroundOf(counts);
  const excess = nOn - background;
  const ts = riseWithoutSignal(counts, excess);
  const known = "background" in counts;
  return {
    excess,
    background,
    error: Math.sqrt(known ? nOn : nOn + counts.alpha * counts.alpha * counts.nOff),
    statNull: known ? cash(nOn, background) : wstat(nOn, counts.nOff, counts.alpha, 0),
    statBest: known ? cash(nOn, nOn) : counts.alpha > 0 ? 0 : Number.NaN,
    ts,
    significance: Math.sign(excess) * Math.sqrt(ts),
    pValue: normalTail(Math.sqrt(ts)),
  };
}

/** Distances from the excess to where the statistic has risen. */
export interface ExcessErrors {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Asymmetric errors of the excess: how far below and above it the statistic rises by `nSigma`² (profile likelihood).
 * Below, the expected counts end at 0: where none are counted over a known background, `lower` is 0. NaN without `alpha` > 0.
 */
export function excessErrors(counts: Counts, nSigma = 1): ExcessErrors {
  return { lower: distance(counts, -1, nSigma), upper: distance(counts, 1, nSigma) };
}

/** How an upper limit is taken. */
export interface UpperLimitOptions {
  /** Confidence: the statistic rises by its square. Default 3. */
  readonly nSigma?: number;
  /**
   * Whether the signal is known not to be negative. The rise is counted from the best signal that is not, which makes a limit
   * positive also where the excess is negative. Default false.
   */
  readonly nonNegative?: boolean;
}

/** Upper limit on the signal [counts]: where the statistic has risen by `nSigma`² above the excess. NaN without `alpha` > 0. */
export function excessUpperLimit(counts: Counts, options: UpperLimitOptions = {}): number {
  const { nSigma = 3, nonNegative = false } = options;
  const excess = counts.nOn - backgroundOf(counts);
  if (!nonNegative || excess >= 0) return excess + distance(counts, 1, nSigma);
  const sigmas = Math.sqrt(nSigma * nSigma + riseWithoutSignal(counts, excess));
  return excess + distance(counts, 1, sigmas);
}

/**
 * The excess that would have this `significance` [σ] above the same background.
 * NaN where none has: no deficit goes below the background, and above none every excess is infinitely significant.
 */
export function excessForSignificance(
  background: Omit<KnownBackground, "nOn"> | Omit<OnOffCounts, "nOn">,
  significance: number,
): number {
  if (significance === 0) return 0;
  const sign = Math.sign(significance);
  const expected = backgroundOf({ nOn: 0, ...background } as Counts);
  if (!(expected >= 0) || ("background" in background && expected === 0)) return Number.NaN;
  const lacking = (e: number) =>
    riseWithoutSignal({ ...background, nOn: expected + sign * e } as Counts, sign * e) - significance * significance;
  if (sign < 0) return -findRoot(lacking, 0, expected);
  return findRoot(lacking, 0, beyond(lacking, Math.sqrt(expected) * significance + significance * significance));
}

function backgroundOf(counts: Counts): number {
  return "background" in counts ? counts.background : counts.alpha * counts.nOff;
}

/** Statistic without signal, above that of the best one. What cancels is taken from the excess, not from the counts. */
function riseWithoutSignal(counts: Counts, excess: number): number {
  if ("background" in counts) {
    const { nOn, background } = counts;
    // As in `cash`, so that a background of nothing does not make everything infinite.
    return poissonDeviance(nOn, nOn === 0 ? background : Math.max(background, 1e-25), -excess);
  }
  const { nOn, nOff, alpha } = counts;
  if (!(alpha > 0)) return Number.NaN;
  const shift = excess / (1 + alpha);
  const off = (nOn + nOff) / (1 + alpha);
  return poissonDeviance(nOn, alpha * off, -shift) + poissonDeviance(nOff, off, shift);
}

/** Statistic of a signal of excess + `shift`, above that of the best one. */
function rise(counts: Counts, shift: number): number {
  if ("background" in counts) return poissonDeviance(counts.nOn, counts.nOn + shift, shift);
  const { nOn, nOff, alpha } = counts;
  const signal = nOn - alpha * nOff + shift;
  // Both expectations solve a quadratic equation, each written so that nothing cancels.
  const sum = alpha * (nOn + nOff);
  const off = largerRoot(1 + alpha, sum - (1 + alpha) * signal, alpha * nOff * signal) / alpha;
  const on = largerRoot(1 + alpha, sum + (1 + alpha) * signal, -alpha * nOn * signal);
  return poissonDeviance(nOn, on) + poissonDeviance(nOff, off);
}

function distance(counts: Counts, side: 1 | -1, nSigma: number): number {
  const { nOn } = counts;
  const target = nSigma * nSigma;
  const lacking = (e: number) => rise(counts, side * e) - target;
  if ("background" in counts) {
    if (nOn === 0) return side < 0 ? 0 : 0.5 * target;
    if (side < 0) return findRoot(lacking, 0, nOn);
  } else if (!(counts.alpha > 0)) return Number.NaN;
  const { error } = countsStatistic(counts);
  return findRoot(lacking, 0, beyond(lacking, nSigma * error + target));
}

/** A distance at which `lacking` is positive. */
function beyond(lacking: (e: number) => number, first: number): number {
  let e = first;
  while (lacking(e) < 0 && e < Number.MAX_VALUE / 4) e *= 2;
  return e;
}

/** The larger root of a x² − c x − k = 0, a > 0. */
function largerRoot(a: number, c: number, k: number): number {
  // Rounding can take what is exactly 0 below it.
  const root = Math.sqrt(Math.max(0, c * c + 4 * a * k));
  return c < 0 ? (2 * k) / (root - c) : (c + root) / (2 * a);
}
