import {
  alphaOf,
  backgroundOf,
  type CompiledStatistic,
  type Dataset,
  fittedBins,
  type Statistic,
  wstatBackground,
} from "@gammakit/core";
import { statisticFor } from "@gammakit/fit";
import { cashCurvature, wstatCurvature } from "./curvature.ts";

/** A dataset, and the counts of the source per reconstructed bin for a norm of 1. */
export interface SignalInDataset {
  readonly dataset: Dataset;
  readonly signal: Float64Array;
}

/** The statistic of datasets as a function of one factor, the norm, on a signal. Nothing is allocated when it is evaluated. */
export interface NormProfile {
  /** −2 ln L. */
  stat(norm: number): number;
  /** First derivative. */
  slope(norm: number): number;
  /** Second derivative. */
  curvature(norm: number): number;
  /** Expected counts in the bins in use, background included; negative ones count as none. */
  expected(norm: number): number;
  /** The norm is allowed where it is above this: every bin with events expects some. Without any event, every bin expects none or more. */
  readonly lower: number;
  /** The norm is allowed where it is below this. */
  readonly upper: number;
  /** About one standard deviation, from the number of counts. */
  readonly step: number;
  /** Number of the bins in use, and sums over them. */
  readonly bins: number;
  readonly counts: number;
  readonly signal: number;
  /** The same of those bins in use in which a signal is expected. */
  readonly reached: ReachedBins;
}

/** What is in the bins in which a signal is expected. */
interface ReachedBins {
  readonly bins: number;
  readonly counts: number;
  /** Expected background; for a measured one, what its counts alone say. */
  readonly background: number;
  readonly signal: number;
  /** Sum of the magnitudes of the signals. */
  readonly size: number;
  /** Whether the statistic is of Poisson counts and there are none: it has no minimum of its own then. */
  readonly empty: boolean;
}

/** Compiles the joint statistic of `parts` along the norm. Throws "invalid-input" where no statistic accepts a dataset. */
export function compileNormProfile(parts: readonly SignalInDataset[], statistics?: readonly Statistic[]): NormProfile {
  const pieces = parts.map((part) => compilePiece(part, statistics));
  const sums = sumOf(pieces);
  const sum = (f: (piece: Piece, norm: number) => number) => (norm: number) => {
    let total = 0;
    for (let k = 0; k < pieces.length; k++) total += f(pieces[k], norm);
    return total;
  };
  const stat = sum(statOf);
  const step = Math.sqrt(Math.max(1, sums.reached.counts)) / sums.reached.size;
  const analytic = pieces.every(({ kind, compiled }) => kind !== "other" && compiled.gradient !== undefined);
  const h = 0.01 * step;
  return {
    stat,
    slope: analytic ? sum(slopeOf) : (norm) => (stat(norm + h) - stat(norm - h)) / (2 * h),
    curvature: analytic ? sum(curvatureOf) : (norm) => (stat(norm + h) - 2 * stat(norm) + stat(norm - h)) / (h * h),
    expected: sum(expectedOf),
    step,
    ...allowedRange(pieces, sums.reached.empty),
    ...sums,
  };
}

/** One dataset. */
interface Piece {
  readonly kind: "cash" | "wstat" | "other";
  readonly compiled: CompiledStatistic;
  /** Numbers of the bins in use. */
  readonly bins: Int32Array;
  readonly signal: Float64Array;
  readonly counts: Float64Array;
  /** Expected background, of an ON/OFF spectrum what its OFF counts alone say. */
  readonly background: Float64Array;
  readonly countsOff: Float64Array;
  readonly alpha: Float64Array;
  readonly npred: Float64Array;
  readonly pull: Float64Array;
}

function compilePiece({ dataset, signal }: SignalInDataset, statistics?: readonly Statistic[]): Piece {
  const statistic = statisticFor(dataset, statistics);
  const n = dataset.counts.length;
  const alpha = Float64Array.from({ length: n }, (_, j) => (dataset.kind === "spectrum" ? 0 : alphaOf(dataset, j)));
  const known =
    (statistic.id === "cash" && dataset.kind === "spectrum") ||
    (statistic.id === "wstat" && dataset.kind !== "spectrum");
  return {
    kind: known ? (statistic.id as "cash" | "wstat") : "other",
    compiled: statistic.compile(dataset),
    bins: fittedBins(dataset),
    signal,
    counts: dataset.counts,
    background: backgroundOf(dataset),
    countsOff: dataset.kind === "spectrum" ? new Float64Array(n) : dataset.countsOff,
    alpha,
    npred: new Float64Array(n),
    pull: new Float64Array(n),
  };
}

function predict({ signal, npred }: Piece, norm: number): void {
  for (let j = 0; j < npred.length; j++) npred[j] = norm * signal[j];
}

function statOf(piece: Piece, norm: number): number {
  predict(piece, norm);
  return piece.compiled.value(piece.npred);
}

function slopeOf(piece: Piece, norm: number): number {
  predict(piece, norm);
  const { signal, pull, compiled } = piece;
  compiled.gradient?.(piece.npred, pull);
  let sum = 0;
  for (let j = 0; j < signal.length; j++) sum += pull[j] * signal[j];
  return sum;
}

function curvatureOf({ kind, bins, signal, counts, background, countsOff, alpha }: Piece, norm: number): number {
  let sum = 0;
  for (let k = 0; k < bins.length; k++) {
    const j = bins[k];
    const s = norm * signal[j];
    const second =
      kind === "cash"
        ? cashCurvature(counts[j], s + background[j])
        : wstatCurvature(counts[j], countsOff[j], alpha[j], s);
    sum += second * signal[j] * signal[j];
  }
  return sum;
}

function expectedOf({ kind, bins, signal, counts, background, countsOff, alpha }: Piece, norm: number): number {
  let sum = 0;
  for (let k = 0; k < bins.length; k++) {
    const j = bins[k];
    const s = norm * signal[j];
    const b = kind === "wstat" ? alpha[j] * wstatBackground(counts[j], countsOff[j], alpha[j], s) : background[j];
    sum += Math.max(0, s + b);
  }
  return sum;
}

function sumOf(pieces: readonly Piece[]): Pick<NormProfile, "bins" | "counts" | "signal" | "reached"> {
  let [used, events, total] = [0, 0, 0];
  const reached = { bins: 0, counts: 0, background: 0, signal: 0, size: 0 };
  for (const { bins, counts, background, signal } of pieces) {
    for (const j of bins) {
      used++;
      events += counts[j];
      total += signal[j];
      if (signal[j] === 0) continue;
      reached.bins++;
      reached.counts += counts[j];
      reached.background += background[j];
      reached.signal += signal[j];
      reached.size += Math.abs(signal[j]);
    }
  }
  const empty = reached.counts === 0 && pieces.every(({ kind }) => kind !== "other");
  return { bins: used, counts: events, signal: total, reached: { ...reached, empty } };
}

/**
 * Between which norms no bin with a known background and events, or with a known background if there are no events at all, expects
 * less than nothing. Where the background is measured, it can always make up for a negative signal.
 */
function allowedRange(pieces: readonly Piece[], empty: boolean): Pick<NormProfile, "lower" | "upper"> {
  let [lower, upper] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { kind, bins, counts, background, signal } of pieces) {
    if (kind !== "cash") continue;
    for (const j of bins) {
      if (signal[j] === 0 || (counts[j] === 0 && !empty)) continue;
      const zero = -background[j] / signal[j];
      if (signal[j] > 0) lower = Math.max(lower, zero);
      else upper = Math.min(upper, zero);
    }
  }
  return { lower, upper };
}
