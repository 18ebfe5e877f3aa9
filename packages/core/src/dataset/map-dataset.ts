import type { Gti } from "../events/gti.ts";
import type { SkyMap, WcsMap } from "../maps/map.ts";

interface MapFields {
  readonly name: string;
  /** Events per pixel and reconstructed energy bin [TeV axis]. */
  readonly counts: WcsMap;
  /** Exposure [cm2 s] per pixel and true energy [TeV axis]. */
  readonly exposure: WcsMap;
  /** 1 where the responses can be trusted, on the geometry of the counts. */
  readonly maskSafe?: WcsMap;
  /** 1 where the user wants to fit, on the geometry of the counts. */
  readonly maskFit?: WcsMap;
  /**
   * Energy dispersion: probabilities with the axes energy (fastest) and energy_true, or the density in migra, the ratio of
   * reconstructed and true energy, with the axes migra and energy_true. A map of a region where it is the same everywhere, else an
   * image of pixels of its own, of which the nearest holds.
   */
  readonly edisp?: SkyMap;
  /** Exposure [cm2 s] by which kernels are weighted when datasets are stacked: axes energy or migra, one bin, and energy_true. */
  readonly edispExposure?: SkyMap;
  /**
   * Point-spread function [sr-1]: axes rad (fastest) and energy_true, or energy where it is that of reconstructed energies. A map of a
   * region where it is the same everywhere, else an image of pixels of its own, linear between their centers.
   */
  readonly psf?: SkyMap;
  /** Exposure [cm2 s] by which point-spread functions are weighted when datasets are stacked: axes rad, one bin, and energy_true. */
  readonly psfExposure?: SkyMap;
  readonly gti?: Gti;
  readonly meta: Readonly<Record<string, string>>;
}

/** Counts on a map, and everything needed to predict them. */
export interface MapDataset extends MapFields {
  readonly kind: "map";
  /** Expected background counts, on the geometry of the counts. */
  readonly background?: WcsMap;
}

/** Counts on a map with a background measured elsewhere, as by rings around each pixel, and everything needed to predict them. */
export interface MapDatasetOnOff extends MapFields {
  readonly kind: "map-on-off";
  /** Events of the OFF measurement that belongs to each pixel, on the geometry of the counts. */
  readonly countsOff: WcsMap;
  /** Relative background acceptance of each pixel, on the geometry of the counts. */
  readonly acceptance: WcsMap;
  /** Relative background acceptance of its OFF measurement, on the geometry of the counts; 0 where there is none. */
  readonly acceptanceOff: WcsMap;
}
