import { type CountsSummary, summarizeCounts } from "../statistics/counts.ts";
import type { Dataset, SpectrumDatasetOnOff } from "./dataset.ts";

/** Ratio of ON to OFF acceptance in bin `j`; 0 where there is no OFF measurement. */
export function alphaOf(dataset: SpectrumDatasetOnOff, j: number): number {
  const off = dataset.acceptanceOff[j];
  return off > 0 ? dataset.acceptance[j] / off : 0;
}

/** Expected background counts in the ON region, alpha times the OFF counts, per bin. */
export function backgroundOf(dataset: Dataset): Float64Array {
  if (dataset.kind === "spectrum") return dataset.background;
  return dataset.countsOff.map((counts, j) => alphaOf(dataset, j) * counts);
}

/** 1 in the bins that a fit uses: safe, and wanted. */
export function fitMask(dataset: Dataset): Uint8Array {
  const { maskSafe, maskFit } = dataset;
  return maskFit === undefined ? maskSafe : maskSafe.map((safe, j) => (safe && maskFit[j] ? 1 : 0));
}

/**
 * Excess, error and significance of the counts in the safe bins. Their common alpha is the expected background over the OFF
 * counts; without OFF counts, the ratio of the acceptances.
 */
export function summarizeDataset(dataset: SpectrumDatasetOnOff): CountsSummary {
  let [nOn, nOff, background, acceptance, acceptanceOff] = [0, 0, 0, 0, 0];
  const backgrounds = backgroundOf(dataset);
  for (let j = 0; j < dataset.counts.length; j++) {
    if (dataset.maskSafe[j] === 0) continue;
    nOn += dataset.counts[j];
    nOff += dataset.countsOff[j];
    background += backgrounds[j];
    acceptance += dataset.acceptance[j];
    acceptanceOff += dataset.acceptanceOff[j];
  }
  if (nOff > 0) return summarizeCounts(nOn, nOff, background / nOff);
  return summarizeCounts(nOn, nOff, acceptanceOff > 0 ? acceptance / acceptanceOff : 0);
}
