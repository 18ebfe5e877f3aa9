import { createGti, type SpectrumDatasetOnOff } from "@gammakit/core";
import { readJson } from "@gammakit-tools/vitest/data";

/** What is used of time-resolved-spectroscopy.json; its README says how the numbers were made. */
export interface Reference {
  readonly datasets: readonly ReferenceDataset[];
  readonly fits: readonly ReferenceFit[];
}

interface ReferenceDataset {
  readonly obsId: number;
  readonly livetimeS: number;
  readonly counts: readonly number[];
  readonly countsOff: readonly number[];
  readonly acceptance: readonly number[];
  readonly acceptanceOff: readonly number[];
  /** [m2 s] */
  readonly exposureM2s: readonly number[];
  readonly maskSafe: readonly boolean[];
  readonly edispKernel: readonly (readonly number[])[];
}

export interface ReferenceFit {
  /** Places in `datasets`. */
  readonly datasets: readonly number[];
  readonly totalStat: number;
  readonly parameters: Readonly<
    Record<string, { readonly value: number; readonly error: number; readonly frozen: boolean }>
  >;
  readonly covariance: readonly (readonly number[])[];
  readonly integralFlux1to10TeV: readonly [number, number];
}

export function readReference(): Promise<Reference> {
  return readJson<Reference>("GAMMAKIT_REFERENCE", "time-resolved-spectroscopy.json");
}

/** The datasets of the reference, as the makers would give them. */
export function referenceDatasets({ datasets }: Reference): readonly SpectrumDatasetOnOff[] {
  return datasets.map((data, i) => ({
    kind: "spectrum-on-off",
    name: `${data.obsId}-${i}`,
    observationIds: [data.obsId],
    region: { kind: "circle", center: { frame: "icrs", lon: 329.71693826, lat: -30.225589 }, radius: 0.11 },
    offRegions: [],
    gti: createGti({ scale: "tt", day: 53945, fraction: 0 }, []),
    livetime: data.livetimeS,
    energyEdges: logEdges(0.4, 20, 10),
    energyTrueEdges: logEdges(0.1, 40, 20),
    counts: Float64Array.from(data.counts),
    countsOff: Float64Array.from(data.countsOff),
    acceptance: Float64Array.from(data.acceptance),
    acceptanceOff: Float64Array.from(data.acceptanceOff),
    exposure: Float64Array.from(data.exposureM2s, (value) => value * 1e4),
    edisp: Float64Array.from(data.edispKernel.flat()),
    maskSafe: Uint8Array.from(data.maskSafe, Number),
    meta: {},
  }));
}

/** Edges of `bins` bins of equal width in ln E [TeV]. */
function logEdges(min: number, max: number, bins: number): Float64Array {
  return Float64Array.from({ length: bins + 1 }, (_, i) => min * (max / min) ** (i / bins));
}
