import { GammakitError, log, pow } from "@gammakit/core";
import { isTimed, type TimedMeasurement } from "./measured.ts";

/** A stretch of time in which nothing changed. */
export interface Block {
  /** Where it begins and ends [s], on the clock of the input: halfway to the neighbors outside, or at the first and last. */
  readonly start: number;
  readonly stop: number;
}

/** A stretch of measurements that one value describes. */
export interface MeasuredBlock extends Block {
  /** First and last of its measurements, as positions in the series that was given. */
  readonly first: number;
  readonly last: number;
  /** How many measurements are in it. */
  readonly used: number;
  /** Their mean weighted with 1/σ², and its error. */
  readonly mean: number;
  readonly error: number;
}

/** A stretch of events of one rate. */
export interface EventBlock extends Block {
  readonly events: number;
  /** Events per second [s-1]. */
  readonly rate: number;
}

/** What a change costs. */
export interface BayesianBlocksOptions {
  /** Probability of a change found where there is none; 0.05 when absent. */
  readonly falseAlarm?: number;
  /** Cost of one more block, in ln L: in place of that which follows from `falseAlarm`. */
  readonly cost?: number;
}

/** Most cells that are cut into blocks: time grows as their number squared, a few seconds here. */
const mostCells = 20_000;

/**
 * The best cut of a series into stretches of constant value: Scargle et al. (2013), ApJ 764, 167; the fitness of point
 * measurements with Gaussian errors, their Eq. 41, over all partitions. The cost of a block follows from `falseAlarm` by their Eq. 21
 * as corrected in arXiv:1304.2818: a calibration on events that errs on few blocks here. Measurements that were not made are left
 * out; those given must be in order of time. Throws "invalid-input" where they are not, or a setting is not possible,
 * "limit-exceeded" above 20 000.
 */
export function bayesianBlocks(
  series: readonly TimedMeasurement[],
  options: BayesianBlocksOptions = {},
): readonly MeasuredBlock[] {
  const kept = series.flatMap((point, i) => (isTimed(point) ? [i] : []));
  const points = kept.map((i) => series[i]);
  const n = points.length;
  const edges = cellEdges(points.map(({ time }) => time));
  const weights = runningSum(points.map(({ error }) => 1 / pow(error, 2)));
  // Around the mean, so that no digit is lost; partitions compare the same.
  const center = points.reduce((sum, { value, error }) => sum + value / pow(error, 2), 0) / weights[n];
  const moments = runningSum(points.map(({ value, error }) => (value - center) / pow(error, 2)));
  const starts = bestCut(n, costOf(n, options), (from, to) => {
    const moment = moments[to] - moments[from];
    return (moment * moment) / (2 * (weights[to] - weights[from]));
  });
  return starts.map((from, k) => {
    const to = starts[k + 1] ?? n;
    const weight = weights[to] - weights[from];
    return {
      start: edges[from],
      stop: edges[to],
      first: kept[from],
      last: kept[to - 1],
      used: to - from,
      mean: center + (moments[to] - moments[from]) / weight,
      error: 1 / Math.sqrt(weight),
    };
  });
}

/**
 * The best cut of event times [s] into stretches of constant rate: Scargle et al. (2013), Eq. 19, N (ln N − ln T) for a stretch of N
 * events in T. Times in any order, equal ones together; dead time is not known to it. Throws as {@link bayesianBlocks} does.
 */
export function bayesianBlocksOfEvents(
  times: Float64Array,
  options: BayesianBlocksOptions = {},
): readonly EventBlock[] {
  const sorted = times.filter(Number.isFinite).sort();
  const distinct = sorted.filter((time, i) => i === 0 || time > sorted[i - 1]);
  const n = distinct.length;
  const edges = cellEdges(distinct);
  const counts = new Float64Array(n + 1);
  for (let i = 0, k = 0; k < n; k++) {
    while (i < sorted.length && sorted[i] === distinct[k]) i++;
    counts[k + 1] = i;
  }
  if (n < 2) return [];
  const starts = bestCut(n, costOf(n, options), (from, to) => {
    const events = counts[to] - counts[from];
    return events * log(events / (edges[to] - edges[from]));
  });
  return starts.map((from, k) => {
    const to = starts[k + 1] ?? n;
    const events = counts[to] - counts[from];
    return { start: edges[from], stop: edges[to], events, rate: events / (edges[to] - edges[from]) };
  });
}

function costOf(n: number, { falseAlarm = 0.05, cost }: BayesianBlocksOptions): number {
  if (cost !== undefined ? !(cost >= 0) : !(falseAlarm > 0 && falseAlarm < 1)) {
    const problem =
      cost !== undefined ? `cost ${cost} must not be negative` : `falseAlarm ${falseAlarm} must lie between 0 and 1`;
    throw new GammakitError("invalid-input", `Bayesian blocks: ${problem}.`);
  }
  return cost ?? 4 - log(73.53 * falseAlarm * pow(n, -0.478));
}

/** Bounds between neighbors, n + 1. */
function cellEdges(times: ArrayLike<number>): Float64Array {
  const n = times.length;
  if (n > mostCells) {
    throw new GammakitError(
      "limit-exceeded",
      `Bayesian blocks of ${n} times take too long; at most ${mostCells}. Bin them first, or cut the series.`,
    );
  }
  const edges = new Float64Array(n === 0 ? 0 : n + 1);
  for (let i = 1; i < n; i++) {
    if (!(times[i] > times[i - 1])) {
      throw new GammakitError(
        "invalid-input",
        `Bayesian blocks: times must increase; number ${i} of those measured, ${times[i]} s, follows ${times[i - 1]} s.`,
      );
    }
    edges[i] = (times[i] + times[i - 1]) / 2;
  }
  if (n > 0) [edges[0], edges[n]] = [times[0], times[n - 1]];
  return edges;
}

/** Sums of the first k numbers, n + 1. */
function runningSum(numbers: readonly number[]): Float64Array {
  const sums = new Float64Array(numbers.length + 1);
  numbers.forEach((number, i) => {
    sums[i + 1] = sums[i] + number;
  });
  return sums;
}

/** First cells of the blocks of the best cut of `n` cells, by dynamic programming. */
function bestCut(n: number, cost: number, fitness: (from: number, to: number) => number): readonly number[] {
  const best = new Float64Array(n + 1);
  const last = new Int32Array(n + 1);
  for (let to = 1; to <= n; to++) {
    best[to] = Number.NEGATIVE_INFINITY;
    for (let from = 0; from < to; from++) {
      const total = best[from] + fitness(from, to) - cost;
      if (total > best[to]) {
        best[to] = total;
        last[to] = from;
      }
    }
  }
  const starts: number[] = [];
  for (let to = n; to > 0; to = last[to]) starts.unshift(last[to]);
  return starts;
}
