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
