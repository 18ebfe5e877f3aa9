import {
  alphaOf,
  createGti,
  type Dataset,
  GammakitError,
  type Gti,
  gtiIntervals,
  hasBackground,
  type Instant,
  rebaseGti,
  type SpectrumDatasetOnOff,
  unionGti,
} from "@gammakit/core";

/**
 * One dataset with the counts and exposure of all: each contributes its safe bins, but for those without a background of its own
 * where others have one: their counts would be taken for excess. OFF acceptances are combined so that the
 * background estimate stays the sum of the estimates; the energy dispersion is averaged with the exposure as weight.
 * Throws "invalid-input" where there is nothing to stack, or energy axes differ.
 */
export function stackOnOff(datasets: readonly SpectrumDatasetOnOff[], name = "stacked"): SpectrumDatasetOnOff {
  const [first] = datasets;
  if (first === undefined) throw new GammakitError("invalid-input", "stackOnOff: there is no dataset to stack.");
  for (const dataset of datasets) checkSameAxes(first, dataset);
  const n = first.counts.length;
  const isMeasured = (d: SpectrumDatasetOnOff, j: number) => d.maskSafe[j] !== 0 && hasBackground(d, j);
  const measured = Array.from({ length: n }, (_, j) => datasets.some((d) => isMeasured(d, j)));
  const sum = (pick: (dataset: SpectrumDatasetOnOff, j: number) => number) => {
    const out = new Float64Array(n);
    for (const d of datasets) {
      for (let j = 0; j < n; j++) if (measured[j] ? isMeasured(d, j) : d.maskSafe[j]) out[j] += pick(d, j);
    }
    return out;
  };
  const counts = sum((d, j) => d.counts[j]);
  const countsOff = sum((d, j) => d.countsOff[j]);
  const acceptance = sum((d, j) => d.acceptance[j]);
  const acceptanceOff = sum((d, j) => d.acceptanceOff[j]);
  const background = sum((d, j) => alphaOf(d, j) * d.countsOff[j]);
  const used = datasets.filter((dataset) => dataset.maskSafe.includes(1));
  const exposure = addAll(used, first.exposure.length, (d) => d.exposure);
  const edispExposure = addAll(used, first.exposure.length, (d) => d.edispExposure ?? d.exposure);
  const { maskFit: _, ...common } = first;
  const maskFit = unionOfMasks(datasets.map((dataset) => dataset.maskFit));
  return {
    ...common,
    name,
    observationIds: [...new Set(datasets.flatMap((d) => d.observationIds))],
    gti: unionOfGood(datasets, first.gti.reference),
    livetime: datasets.reduce((total, d) => total + d.livetime, 0),
    counts,
    countsOff,
    acceptance,
    acceptanceOff: total(countsOff) > 0 ? combineAcceptance(acceptance, countsOff, background) : acceptanceOff,
    exposure,
    edispExposure,
    edisp: averageDispersion(used, first.exposure.length, n),
    maskSafe: Uint8Array.from({ length: n }, (_, j) => (datasets.some((d) => d.maskSafe[j]) ? 1 : 0)),
    ...(maskFit && { maskFit }),
    offRegions: datasets.flatMap((d) => d.offRegions),
  };
}

function unionOfGood(datasets: readonly Dataset[], reference: Instant): Gti {
  return unionGti(
    createGti(
      reference,
      datasets.flatMap(({ gti }) => gtiIntervals(rebaseGti(gti, reference))),
    ),
  );
}

/** 1 where any of the datasets is to be fitted; absent where one of them is to be fitted everywhere. */
function unionOfMasks(masks: readonly (Uint8Array | undefined)[]): Uint8Array | undefined {
  return masks.reduce((a, b) =>
    a === undefined || b === undefined ? undefined : a.map((fit, j) => (fit || b[j] ? 1 : 0)),
  );
}

/** A·N_off / Σ α N_off per bin; where a bin has no OFF counts, with the sums over all bins. */
function combineAcceptance(acceptance: Float64Array, countsOff: Float64Array, background: Float64Array): Float64Array {
  const meanAlpha = total(background) / total(countsOff);
  return acceptance.map((a, j) => {
    if (a === 0) return 0;
    if (countsOff[j] > 0) return (a * countsOff[j]) / background[j];
    return meanAlpha > 0 ? a / meanAlpha : 0;
  });
}

function total(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}

function addAll(datasets: readonly Dataset[], length: number, pick: (dataset: Dataset) => Float64Array): Float64Array {
  const out = new Float64Array(length);
  for (const dataset of datasets) {
    const values = pick(dataset);
    for (let i = 0; i < length; i++) out[i] += values[i];
  }
  return out;
}

/**
 * Rows averaged with the exposure before containment as weight. A dataset's unsafe columns count as zero, as its counts there
 * do; one without any safe bin must be left out, as its exposure is.
 */
function averageDispersion(datasets: readonly SpectrumDatasetOnOff[], m: number, n: number): Float64Array {
  const out = new Float64Array(m * n);
  const sums = new Float64Array(m);
  for (const { exposure, edispExposure = exposure, edisp, maskSafe } of datasets) {
    for (let i = 0; i < m; i++) {
      const weight = edispExposure[i];
      sums[i] += weight;
      for (let j = 0; j < n; j++) if (maskSafe[j]) out[i * n + j] += weight * edisp[i * n + j];
    }
  }
  for (let i = 0; i < m; i++) if (sums[i] > 0) for (let j = 0; j < n; j++) out[i * n + j] /= sums[i];
  return out;
}

function checkSameAxes(a: Dataset, b: Dataset): void {
  const same = (p: Float64Array, q: Float64Array) =>
    p.length === q.length && p.every((x, i) => Math.abs(x - q[i]) <= 1e-12 * x);
  if (same(a.energyEdges, b.energyEdges) && same(a.energyTrueEdges, b.energyTrueEdges)) return;
  throw new GammakitError(
    "invalid-input",
    `stackOnOff: "${b.name}" has other energy axes than "${a.name}". Reduce both with the same axes first.`,
    { datasets: [a.name, b.name] },
  );
}
