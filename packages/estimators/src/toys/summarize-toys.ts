import { chiSquareLowerTail, chiSquareTail, normalTail, pow } from "@gammakit/core";
import { kolmogorovTest } from "./kolmogorov.ts";
import type { ToyEstimates, ToySample } from "./toy-sample.ts";

/** A part of the toys, with its binomial error. */
export interface ToyShare {
  /** Out of how many. */
  readonly used: number;
  /** NaN for none. */
  readonly share: number;
  /** √(p (1 − p) / used), of (held + ½) / (used + 1): never zero. */
  readonly error: number;
}

/** How one quantity came out in the toys in which it has an error. */
export interface ToyQuantitySummary {
  readonly name: string;
  readonly unit: string;
  readonly truth: number;
  readonly used: number;
  readonly mean: number;
  /** mean − truth, and its error. */
  readonly bias: number;
  readonly biasError: number;
  /**
   * Of (value − truth) / error: mean and standard deviation, 0 and 1 where errors are right. Those beyond ±5 are counted in `outliers`
   * alone: a value near a border with an error of almost nothing would hide all others.
   */
  readonly pullMean: number;
  readonly pullMeanError: number;
  readonly pullWidth: number;
  readonly pullWidthError: number;
  /** Toys between −5 and 5, in `pullBins` bins. */
  readonly pulls: readonly number[];
  /** Toys beyond. */
  readonly outliers: number;
  /** How often value ± error holds the truth; 0.683 where errors are right. */
  readonly coverage: ToyShare;
  /** The same of the asymmetric intervals, where both ends exist. */
  readonly asymmetricCoverage: ToyShare;
}

/** What the toys say of one truth. */
export interface ToySummary {
  readonly toys: number;
  /** How the fits ended, by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What was thrown in the first toy whose measurement threw: it counts as failed. Absent where none did. */
  readonly reason?: string;
  readonly quantities: readonly ToyQuantitySummary[];
  /** The statistic at the best fits. */
  readonly goodness: GoodnessSummary;
  /** The statistic at the truth above that at the best fit. */
  readonly likelihoodRatio: LikelihoodRatioSummary;
  /** How often the upper limit is not below the truth, where there is one. */
  readonly limitCoverage: ToyShare;
}

/**
 * Goodness of fit: where the statistic of the data lies among that of toys, in which the model is true. Statistics are above that of
 * a perfect prediction of the same counts: the Cash statistic alone tells how many counts there are, and little else.
 */
export interface GoodnessSummary {
  readonly used: number;
  /** Bins less free parameters. */
  readonly dof: number;
  /** Of the data; NaN where it is not known. */
  readonly observed: number;
  readonly mean: number;
  readonly width: number;
  /** (exceeding + 1) / (used + 1), Davison & Hinkley (1997), Eq. 4.11. */
  readonly pValue: number;
  readonly pValueError: number;
  /** What χ² with `dof` would have said. */
  readonly chi2PValue: number;
}

/** Whether the likelihood ratio of the truth is distributed as χ² (Wilks 1938). */
export interface LikelihoodRatioSummary {
  readonly used: number;
  readonly dof: number;
  readonly mean: number;
  /** Of the test of Kolmogorov and Smirnov against χ². */
  readonly ksPValue: number;
  /** How often it is beyond that of 1, 2, 3 σ. */
  readonly beyond: readonly { readonly sigma: number; readonly expected: number; readonly found: ToyShare }[];
  /** Toys from 0 to `ratioRange`, in `ratioBins` bins. */
  readonly counts: readonly number[];
}

/** Ends of intervals that are so near to the truth, relatively, hold it: of few counts they are often equal, up to rounding. */
const tie = 1e-9;

/** Bins in which pulls are counted, from −5 to 5. */
export const pullBins = 50;
const pullRange = 5;

/** Up to where likelihood ratios are counted, from 0. */
export const ratioRange = 20;

/** Bins in which they are. */
export const ratioBins = 40;

/** What was measured in the data. */
export interface ToyObserved {
  /** −2 ln L at the best fit, as the fit has it. */
  readonly stat: number;
  /** Bins that were fitted. */
  readonly bins: number;
}

/** What a sample says: coverage, bias, pulls, goodness of fit, likelihood ratio. */
export function summarizeToys(sample: ToySample, observed: ToyObserved): ToySummary {
  const { status, stat, statTruth, upperLimit, estimates, statPerfect, statPerfectOfData } = sample;
  const statuses: Record<string, number> = {};
  for (const one of status) statuses[one] = (statuses[one] ?? 0) + 1;
  const good = status.flatMap((one, i) => (one === "converged" ? [i] : []));
  const truth = estimates[0]?.truth ?? Number.NaN;
  const limits = Array.from(upperLimit).filter((value) => Number.isFinite(value));
  return {
    toys: status.length,
    statuses,
    ...(sample.reason !== undefined && { reason: sample.reason }),
    quantities: estimates.map(summarizeQuantity),
    goodness: goodnessOf(
      good.map((i) => stat[i] - statPerfect[i]),
      observed.stat - statPerfectOfData,
      observed.bins - estimates.length,
    ),
    likelihoodRatio: ratioOf(
      good.map((i) => statTruth[i] - stat[i]),
      estimates.length,
    ),
    limitCoverage: shareOf(limits.filter((value) => value >= truth - tie * Math.abs(truth)).length, limits.length),
  };
}

/** The share of `held` in `used`, with its binomial error; NaN where `used` is 0. */
export function shareOf(held: number, used: number): ToyShare {
  const p = (held + 0.5) / (used + 1);
  return { used, share: used > 0 ? held / used : Number.NaN, error: Math.sqrt((p * (1 - p)) / used) };
}

function summarizeQuantity({ name, unit, truth, value, error, lower, upper }: ToyEstimates): ToyQuantitySummary {
  const used = Array.from(value.keys()).filter((i) => Number.isFinite(value[i]) && error[i] > 0);
  const both = used.filter((i) => Number.isFinite(lower[i] + upper[i]));
  const values = moments(used.map((i) => value[i]));
  const pulls = used.map((i) => (value[i] - truth) / error[i]);
  const near = pulls.filter((one) => Math.abs(one) <= pullRange);
  const pull = moments(near);
  return {
    name,
    unit,
    truth,
    used: used.length,
    mean: values.mean,
    bias: values.mean - truth,
    biasError: values.width / Math.sqrt(used.length),
    pullMean: pull.mean,
    pullMeanError: pull.width / Math.sqrt(near.length),
    pullWidth: pull.width,
    pullWidthError: pull.width / Math.sqrt(2 * (near.length - 1)),
    pulls: histogram(near, -pullRange, pullRange, pullBins),
    outliers: pulls.length - near.length,
    coverage: shareOf(pulls.filter((one) => Math.abs(one) <= 1 + tie).length, used.length),
    asymmetricCoverage: shareOf(
      both.filter((i) => truth - value[i] <= upper[i] * (1 + tie) && value[i] - truth <= lower[i] * (1 + tie)).length,
      both.length,
    ),
  };
}

function goodnessOf(stats: readonly number[], observed: number, dof: number): GoodnessSummary {
  const finite = stats.filter((stat) => Number.isFinite(stat));
  const used = finite.length;
  const known = used > 0 && Number.isFinite(observed);
  const exceeding = finite.filter((stat) => stat >= observed).length;
  const pValue = known ? (exceeding + 1) / (used + 1) : Number.NaN;
  return {
    used,
    dof,
    observed,
    ...moments(finite),
    pValue,
    pValueError: Math.sqrt((pValue * (1 - pValue)) / used),
    chi2PValue: dof > 0 && observed >= 0 ? chiSquareTail(observed, dof) : Number.NaN,
  };
}

/** Differences that rounding makes negative are none. */
function ratioOf(ratios: readonly number[], dof: number): LikelihoodRatioSummary {
  const finite = ratios.filter((ratio) => Number.isFinite(ratio)).map((ratio) => Math.max(0, ratio));
  return {
    used: finite.length,
    dof,
    mean: moments(finite).mean,
    ksPValue: kolmogorovTest(finite, (x) => chiSquareLowerTail(x, dof)).pValue,
    beyond: [1, 2, 3].map((sigma) => {
      const expected = 2 * normalTail(sigma);
      const found = finite.filter((ratio) => chiSquareTail(ratio, dof) < expected).length;
      return { sigma, expected, found: shareOf(found, finite.length) };
    }),
    counts: histogram(finite, 0, ratioRange, ratioBins),
  };
}

function moments(values: readonly number[]): { readonly mean: number; readonly width: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + pow(value - mean, 2), 0);
  return { mean, width: n > 1 ? Math.sqrt(square / (n - 1)) : Number.NaN };
}

function histogram(values: readonly number[], from: number, to: number, bins: number): readonly number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const k = Math.floor(((value - from) / (to - from)) * bins);
    if (k >= 0 && k < bins) counts[k]++;
  }
  return counts;
}
