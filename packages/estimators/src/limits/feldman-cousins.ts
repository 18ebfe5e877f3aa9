import { exp, GammakitError, log, log1p, logGamma } from "@gammakit/core";
import { confidenceLevelOf, type UpperLimit, upperLimit } from "./upper-limit.ts";

/** Counts of a measurement, and what is expected of them. */
export interface CountsExpectation {
  /** Events, a whole number. */
  readonly counts: number;
  /** Expected background, taken as known exactly even where it was measured. */
  readonly background: number;
  /** Expected counts of the source for a norm of 1. */
  readonly signal: number;
}

/** Beyond, what is left of the probability is lost in rounding. */
const mostSigma = 7;

/**
 * The upper end of the unified interval of Feldman & Cousins (1998), Phys. Rev. D 57, 3873, Sect. IV, for Poisson counts with a
 * known background, as a norm. There is none where the counts are no whole number or no signal is expected.
 */
export function feldmanCousinsLimit({ counts, background, signal }: CountsExpectation, nSigma: number): UpperLimit {
  const no = (reason: string) => upperLimit("feldman-cousins", nSigma, Number.NaN, reason);
  if (!(Number.isSafeInteger(counts) && counts >= 0)) return no(`${counts} is no number of events`);
  if (!(background >= 0 && background < Infinity)) return no(`the background is ${background} counts`);
  if (!(signal > 0)) return no("no signal is expected");
  if (!(nSigma > 0 && nSigma <= mostSigma)) {
    return no(`the belt is not computed for ${nSigma} standard deviations, ${mostSigma} at most`);
  }
  const upper = feldmanCousinsUpper(counts, background, confidenceLevelOf(nSigma));
  return upperLimit("feldman-cousins", nSigma, upper / signal);
}

/**
 * Largest mean signal [counts] that the unified interval of `n` events contains, for a known background. As in the tables of the
 * paper it never rises with the background: where the belt would, its largest value for any larger background is taken.
 * With 90 % and neither events nor background it is 2.44; Table IV is met to its last digit. Throws "invalid-input" for what is no
 * number of events, no background, or no level between 0 and that of 7 standard deviations.
 */
export function feldmanCousinsUpper(n: number, background: number, confidenceLevel: number): number {
  checkArguments(n, background, confidenceLevel);
  const plain = beltUpper(n, background, confidenceLevel);
  // With as many events as background the belt falls by itself. Each of its rises is lower than the one before.
  if (n >= background || background > largeBackground) return plain;
  let [low, atLow] = [background, plain];
  while (low < background + farthestRise && atLow > plain - highestRise) {
    const high = low + 0.05;
    const atHigh = beltUpper(n, high, confidenceLevel);
    if (atHigh > atLow) {
      const edge = bisect((b) => beltUpper(n, b, confidenceLevel) > atLow, low, high);
      return Math.max(plain, beltUpper(n, edge, confidenceLevel));
    }
    [low, atLow] = [high, atHigh];
  }
  return plain;
}

function checkArguments(n: number, background: number, confidenceLevel: number): void {
  const fail = (what: string) => {
    throw new GammakitError("invalid-input", `Limit of Feldman and Cousins: ${what}.`);
  };
  if (!(Number.isSafeInteger(n) && n >= 0))
    fail(`the number of events is ${n}, and a whole number from 0 on is needed`);
  if (!(background >= 0 && background < Infinity)) fail(`the background is ${background} counts`);
  if (confidenceLevel > 0 && confidenceLevel <= confidenceLevelOf(mostSigma)) return;
  fail(
    `the confidence level is ${confidenceLevel}, and one above 0 and up to that of ${mostSigma} standard deviations is needed`,
  );
}

/** A rise of the belt with the background is looked for as far as this, and is smaller than this [counts]. */
const farthestRise = 4;
const highestRise = 1;

/** Above this many counts of background a rise is below 0.4 % of their root, and is not looked for. */
const largeBackground = 1e4;

/**
 * Largest mean signal whose acceptance region contains `n` events. It is found exactly, without a grid in the mean: the
 * ranking of two numbers of events changes at one mean, known in closed form, and between such means the probability of
 * what is ranked higher than n is smooth.
 */
function beltUpper(n: number, background: number, confidenceLevel: number): number {
  let found = Number.NaN;
  // Means at which m, but not m + 1, has overtaken n. Above both n and the background no smaller number is ranked higher.
  let begin = Math.max(n, background);
  const last = begin + 20 * Math.sqrt(begin) + 200;
  for (let m = n; m < last; m++) {
    const end = overtakenAt(n, m + 1, background);
    // Up to the background all numbers have the same best mean, and change places there.
    if (!(end > begin * (1 + 1e-13))) continue;
    const atEnd = probabilityBetween(n + 1, m, end);
    if (atEnd < confidenceLevel) found = end;
    else if (probabilityBetween(n + 1, m, begin) < confidenceLevel) {
      found = bisect((mean) => probabilityBetween(n + 1, m, mean) >= confidenceLevel, begin, end);
    } else if (1 - atEnd < 0.1 * (1 - confidenceLevel)) break;
    begin = end;
  }
  return found - background;
}

/** Mean above which m > n events have the larger ratio P(m|μ) / P(m|best μ) of the two. */
function overtakenAt(n: number, m: number, background: number): number {
  const term = (k: number) => {
    const best = Math.max(k, background);
    return best > 0 ? k * log(best) - best : 0;
  };
  return exp((term(m) - term(n)) / (m - n));
}

/** Probability of `first` to `last` events where `mean` are expected: from the likeliest number to both sides, until nothing is added. */
function probabilityBetween(first: number, last: number, mean: number): number {
  if (last < first || mean <= 0) return 0;
  const top = Math.min(Math.max(Math.floor(mean), first), last);
  const greatest = poisson(top, mean);
  let sum = greatest;
  for (let k = top + 1, term = greatest; k <= last && term > 1e-18; k++) {
    term *= mean / k;
    sum += term;
  }
  for (let k = top, term = greatest; k > first && term > 1e-18; k--) {
    term *= k / mean;
    sum += term;
  }
  return sum;
}

/** Probability of n events where `mean` are expected. For many, by Loader (2000), "Fast and accurate computation of binomial probabilities", Eq. 3: no large numbers cancel. */
function poisson(n: number, mean: number): number {
  if (n < 16) return exp(n * log(mean) - mean - logGamma(n + 1));
  const excess = (mean - n) / n;
  const stirling = (1 / 12 - (1 / 360 - 1 / (1260 * n * n)) / (n * n)) / n;
  return exp(-stirling - n * (excess - log1p(excess))) / Math.sqrt(2 * Math.PI * n);
}

/** Smallest argument at which `holds`, which is false at `low` and true at `high`. */
function bisect(holds: (x: number) => boolean, low: number, high: number): number {
  for (let k = 0; k < 100 && high - low > 4e-16 * high; k++) {
    const middle = 0.5 * (low + high);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
