import type { Gti } from "../events/gti.ts";
import type { Region } from "../region/region.ts";

interface SpectrumFields {
  readonly name: string;
  /** Ids of the observations that went in. */
  readonly observationIds: readonly number[];
  /** Where the counts were taken; absent where a file does not say. */
  readonly region?: Region;
  readonly gti: Gti;
  /** Time in which events could be recorded [s]. */
  readonly livetime: number;
  /** Reconstructed energy edges [TeV], n + 1. */
  readonly energyEdges: Float64Array;
  /** True energy edges [TeV], m + 1. */
  readonly energyTrueEdges: Float64Array;
  /** Events per reconstructed bin. */
  readonly counts: Float64Array;
  /** Exposure per true-energy bin [cm2 s]. */
  readonly exposure: Float64Array;
  /** Exposure without containment correction [cm2 s]: weights of the energy dispersion in stacking. */
  readonly edispExposure?: Float64Array;
  /** Row-major [m × n]: probability that true bin i is reconstructed in bin j. */
  readonly edisp: Float64Array;
  /** 1 where the responses can be trusted. */
  readonly maskSafe: Uint8Array;
  /** 1 where the user wants to fit; everywhere when absent. */
  readonly maskFit?: Uint8Array;
  readonly meta: Readonly<Record<string, string>>;
}

/** Counts spectrum with a background model and everything needed to predict it. */
export interface SpectrumDataset extends SpectrumFields {
  readonly kind: "spectrum";
  /** Expected background counts per reconstructed bin. */
  readonly background: Float64Array;
}

/** Counts spectrum with a background measured in OFF regions and everything needed to predict it. */
export interface SpectrumDatasetOnOff extends SpectrumFields {
  readonly kind: "spectrum-on-off";
  /** Events in the OFF regions per reconstructed bin. */
  readonly countsOff: Float64Array;
  /** Relative background acceptance of the ON region per bin. */
  readonly acceptance: Float64Array;
  /** Relative background acceptance of the OFF regions per bin; 0 where there is no OFF measurement. */
  readonly acceptanceOff: Float64Array;
  /** Where the OFF counts were taken; empty where a file does not say. */
  readonly offRegions: readonly Region[];
}

/** Reduced data that a model can be fitted to, told apart by `kind`. */
export type Dataset = SpectrumDataset | SpectrumDatasetOnOff;
