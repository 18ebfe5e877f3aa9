import {
  alphaOf,
  compileIntegral,
  type Dataset,
  GammakitError,
  parameterValues,
  type SpectralModel,
} from "@gammakit/core";
import { createStream, purpose, type Stream } from "../random/stream.ts";

/** How a toy is drawn. */
export interface SimulateCountsOptions {
  /** From which all random numbers come: a whole number from 0 to 2^53 − 1. */
  readonly seed: number;
  /** Number of the toy: those of one seed are independent. */
  readonly index?: number;
  /**
   * Expected background per reconstructed bin, in the ON region. Where absent that of the dataset: its background, or α times its
   * OFF counts.
   */
  readonly background?: Float64Array;
}

/**
 * A dataset whose counts are Poisson around what is expected: the signal of models, or counts of it per bin, plus background. Of a dataset
 * with OFF regions the OFF counts are drawn as well, around the background over α; a bin without α keeps none and has no background.
 * Throws "invalid-input" where an expectation is negative or no number, or has another length than the counts.
 */
export function simulateCounts<D extends Dataset>(
  dataset: D,
  signal: readonly SpectralModel[] | Float64Array,
  { seed, index = 0, background }: SimulateCountsOptions,
): D {
  const expected = signal instanceof Float64Array ? signal : predictedCounts(dataset, signal);
  checkExpectation("signal", expected, dataset);
  if (background !== undefined) checkExpectation("background", background, dataset);
  const stream = createStream(seed, index, purpose.counts);
  if (dataset.kind === "spectrum") {
    const mean = background ?? dataset.background;
    return { ...dataset, counts: drawCounts(stream, expected, mean) };
  }
  const alpha = expected.map((_, j) => alphaOf(dataset, j));
  const off = alpha.map((a, j) => (a > 0 ? (background ? background[j] / a : dataset.countsOff[j]) : 0));
  return {
    ...dataset,
    counts: drawCounts(
      stream,
      expected,
      off.map((mean, j) => mean * alpha[j]),
    ),
    countsOff: drawCounts(createStream(seed, index, purpose.countsOff), off),
  };
}

function drawCounts(stream: Stream, ...parts: readonly Float64Array[]): Float64Array {
  return parts[0].map((_, j) => stream.poisson(parts.reduce((sum, part) => sum + part[j], 0)));
}

/** Flux through exposure and energy dispersion. */
function predictedCounts(dataset: Dataset, models: readonly SpectralModel[]): Float64Array {
  const { counts, exposure, edisp, energyTrueEdges } = dataset;
  const [n, m] = [counts.length, exposure.length];
  const out = new Float64Array(n);
  const flux = new Float64Array(m);
  for (const model of models) {
    compileIntegral(model, energyTrueEdges)(parameterValues(model), flux);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) out[j] += flux[i] * exposure[i] * edisp[i * n + j];
    }
  }
  return out;
}

function checkExpectation(what: string, values: Float64Array, { name, counts }: Dataset): void {
  const wrong = values.findIndex((value) => !(value >= 0 && value < Infinity));
  if (values.length === counts.length && wrong < 0) return;
  const found =
    values.length === counts.length
      ? `is ${values[wrong]} in bin ${wrong}`
      : `has ${values.length} bins, and the counts have ${counts.length}`;
  throw new GammakitError("invalid-input", `Dataset "${name}": the expected ${what} ${found}.`, { what });
}
