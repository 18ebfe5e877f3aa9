import type { Dataset } from "@gammakit/core";

/** Exposure and energy dispersion of a dataset as one sparse matrix from flux per true bin to counts per reconstructed bin. */
export interface FoldingMatrix {
  /** For each reconstructed bin, the first true bin that reaches it. */
  readonly first: Int32Array;
  /** For each reconstructed bin, where its weights begin; one more entry closes the last. */
  readonly begin: Int32Array;
  /** exposure·dispersion [cm2 s]. */
  readonly weight: Float64Array;
}

/** The folding matrix of a dataset; reconstructed bins where `mask` is 0 are predicted as 0. */
export function foldingMatrix(dataset: Dataset, mask?: Uint8Array): FoldingMatrix {
  const n = dataset.counts.length;
  const first = new Int32Array(n);
  const begin = new Int32Array(n + 1);
  for (let j = 0; j < n; j++) {
    let low = 0;
    let high = mask?.[j] === 0 ? -1 : dataset.exposure.length - 1;
    while (low <= high && entry(dataset, low, j) === 0) low++;
    while (high > low && entry(dataset, high, j) === 0) high--;
    first[j] = low;
    begin[j + 1] = begin[j] + Math.max(0, high - low + 1);
  }
  const weight = new Float64Array(begin[n]);
  for (let j = 0; j < n; j++) {
    for (let k = begin[j]; k < begin[j + 1]; k++) weight[k] = entry(dataset, first[j] + k - begin[j], j);
  }
  return { first, begin, weight };
}

function entry(dataset: Dataset, i: number, j: number): number {
  return dataset.exposure[i] * dataset.edisp[i * dataset.counts.length + j];
}

/** Whether any true bin reaches reconstructed bin `j`. */
export function isReached({ begin }: FoldingMatrix, j: number): boolean {
  return begin[j + 1] > begin[j];
}

/** Adds the counts that `flux` [cm-2 s-1 per true bin] predicts to `out`. */
export function fold({ first, begin, weight }: FoldingMatrix, flux: Float64Array, out: Float64Array): void {
  for (let j = 0; j < out.length; j++) {
    let i = first[j];
    let sum = 0;
    for (let k = begin[j]; k < begin[j + 1]; k++) sum += weight[k] * flux[i++];
    out[j] += sum;
  }
}

/** Adds the transpose of {@link fold} applied to `value` per reconstructed bin to `out` per true bin. */
export function foldBack({ first, begin, weight }: FoldingMatrix, value: Float64Array, out: Float64Array): void {
  for (let j = 0; j < value.length; j++) {
    const v = value[j];
    if (v === 0) continue;
    let i = first[j];
    for (let k = begin[j]; k < begin[j + 1]; k++) out[i++] += weight[k] * v;
  }
}
