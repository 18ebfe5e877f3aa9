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

/** Whether bin `j` has a background to compare with: a known one, or one measured in OFF regions. Without, its counts would be all excess. */
export function hasBackground(dataset: Dataset, j: number): boolean {
  return dataset.kind === "spectrum" || alphaOf(dataset, j) > 0;
}

/** 1 in the bins that are safe and wanted; a fit uses those of them that have a background: see {@link fittedBins}. */
export function fitMask(dataset: Dataset): Uint8Array {
  const { maskSafe, maskFit } = dataset;
  return maskFit === undefined ? maskSafe : maskSafe.map((safe, j) => (safe && maskFit[j] ? 1 : 0));
}

/** Numbers of the bins that a fit uses, in their order: safe, wanted, and with a background. */
export function fittedBins(dataset: Dataset): Int32Array {
  const mask = fitMask(dataset);
  const bins: number[] = [];
  for (let j = 0; j < mask.length; j++) if (mask[j] !== 0 && hasBackground(dataset, j)) bins.push(j);
  return Int32Array.from(bins);
}
