import { alphaOf, type Dataset, fittedBins, wstatBackground } from "@gammakit/core";
import { drawPoisson } from "../draw-poisson.ts";

/** Expected counts per bin; NaN where nothing is drawn because nothing is fitted. */
export interface ExpectedCounts {
  readonly counts: Float64Array;
  /** Of ON/OFF spectra. */
  readonly countsOff?: Float64Array;
}

/**
 * What is expected in a dataset if its source gives `signal` counts per bin: of ON/OFF spectra with the background that fits best
 * with that, in ON and OFF regions. A negative signal leaves no less than nothing.
 */
export function expectedCounts(dataset: Dataset, signal: Float64Array): ExpectedCounts {
  const bins = fittedBins(dataset);
  const counts = new Float64Array(dataset.counts.length).fill(Number.NaN);
  if (dataset.kind === "spectrum") {
    for (const j of bins) counts[j] = Math.max(0, signal[j] + dataset.background[j]);
    return { counts };
  }
  const countsOff = counts.slice();
  for (const j of bins) {
    const alpha = alphaOf(dataset, j);
    const off = wstatBackground(dataset.counts[j], dataset.countsOff[j], alpha, signal[j]);
    counts[j] = Math.max(0, signal[j] + alpha * off);
    countsOff[j] = off;
  }
  return { counts, countsOff };
}

/** The dataset with counts drawn around what is expected. `uniform` draws from [0, 1). Bins without expectation keep their counts. */
export function drawCounts(dataset: Dataset, expected: ExpectedCounts, uniform: () => number): Dataset {
  const counts = dataset.counts.slice();
  if (dataset.kind === "spectrum" || expected.countsOff === undefined) {
    for (let j = 0; j < counts.length; j++) draw(counts, expected.counts, j, uniform);
    return { ...dataset, counts };
  }
  const countsOff = dataset.countsOff.slice();
  for (let j = 0; j < counts.length; j++) {
    draw(counts, expected.counts, j, uniform);
    draw(countsOff, expected.countsOff, j, uniform);
  }
  return { ...dataset, counts, countsOff };
}

function draw(counts: Float64Array, expected: Float64Array, j: number, uniform: () => number): void {
  if (expected[j] >= 0) counts[j] = drawPoisson(expected[j], uniform);
}
