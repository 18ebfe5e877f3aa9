import { readJson } from "./data.ts";

/** The reference analysis of the flare of PKS 2155-304; the README beside the file says how the numbers were made. */
export interface FlareReference {
  readonly obsIds: readonly number[];
  readonly datasets: readonly FlareDataset[];
  readonly fits: readonly FlareFit[];
}

/** One run in one interval: ON and OFF counts of a spectrum, and the response to predict them. */
export interface FlareDataset {
  readonly obsId: number;
  readonly gtiStartMjdTT: readonly number[];
  readonly gtiStopMjdTT: readonly number[];
  readonly livetimeS: number;
  readonly counts: readonly number[];
  readonly countsOff: readonly number[];
  readonly acceptance: readonly number[];
  readonly acceptanceOff: readonly number[];
  /** [m2 s] */
  readonly exposureM2s: readonly number[];
  readonly maskSafe: readonly boolean[];
  /** True energy × energy. */
  readonly edispKernel: readonly (readonly number[])[];
  readonly offRegionCentersIcrsDeg: readonly (readonly [number, number])[];
}

/** The fit of one interval. */
export interface FlareFit {
  readonly tstart: string;
  /** Places in `datasets`. */
  readonly datasets: readonly number[];
  readonly totalStat: number;
  readonly nfev: number;
  readonly parameters: Readonly<
    Record<string, { readonly value: number; readonly error: number; readonly frozen: boolean }>
  >;
  readonly covariance: readonly (readonly number[])[];
  /** Flux and its error [cm-2 s-1]. */
  readonly integralFlux1to10TeV: readonly [number, number];
}

/** Reads the reference analysis, below $GAMMAKIT_REFERENCE. */
export function readFlareReference(): Promise<FlareReference> {
  return readJson<FlareReference>("GAMMAKIT_REFERENCE", "time-resolved-spectroscopy.json");
}

/** The datasets of the reference as the makers would give them, with the good times `gti`, which the fits do not use. */
export function onOffDatasets<Gti>({ datasets }: FlareReference, gti: Gti) {
  return datasets.map((data, i) => ({
    kind: "spectrum-on-off" as const,
    name: `${data.obsId}-${i}`,
    observationIds: [data.obsId],
    region: {
      kind: "circle" as const,
      center: { frame: "icrs" as const, lon: 329.71693826, lat: -30.225589 },
      radius: 0.11,
    },
    offRegions: [],
    gti,
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
