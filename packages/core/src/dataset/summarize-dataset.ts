import { type CountsSummary, summarizeCounts } from "../statistics/counts.ts";
import type { SpectrumDatasetOnOff } from "./dataset.ts";
import { backgroundOf, hasBackground } from "./on-off.ts";

/**
 * Excess, error and significance of the counts in the safe bins that have a background. Their common alpha is the expected background
 * over the OFF counts; without OFF counts, the ratio of the acceptances.
 */
export function summarizeDataset(dataset: SpectrumDatasetOnOff): CountsSummary {
  let [nOn, nOff, background, acceptance, acceptanceOff] = [0, 0, 0, 0, 0];
  const backgrounds = backgroundOf(dataset);
  for (let j = 0; j < dataset.counts.length; j++) {
    if (dataset.maskSafe[j] === 0 || !hasBackground(dataset, j)) continue;
    nOn += dataset.counts[j];
    nOff += dataset.countsOff[j];
    background += backgrounds[j];
    acceptance += dataset.acceptance[j];
    acceptanceOff += dataset.acceptanceOff[j];
  }
  if (nOff > 0) return summarizeCounts(nOn, nOff, background / nOff);
  return summarizeCounts(nOn, nOff, acceptanceOff > 0 ? acceptance / acceptanceOff : 0);
}
