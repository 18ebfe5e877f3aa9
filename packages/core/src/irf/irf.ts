import type { Axis } from "../axis/axis.ts";

/** Values of a response on its grid, first axis fastest. */
export type GridValues = Float32Array | Float64Array;

/** Whether a response counts all events of a source or those within a cut on the angular distance. */
export type Enclosure = "full" | "point-like";

/** Effective area as a function of true energy and offset (GADF aeff_2d). */
export interface EffectiveArea {
  readonly kind: "aeff-2d";
  readonly enclosure: Enclosure;
  /** True energy [TeV]. */
  readonly energy: Axis;
  /** Offset from the pointing [deg]. */
  readonly offset: Axis;
  /** Effective area [cm2], first axis (energy) fastest. */
  readonly values: GridValues;
  /** LO_THRES and HI_THRES of the file [TeV], where it has them. */
  readonly safeRange?: { readonly min?: number; readonly max?: number };
  /** Of a point-like response: the largest distance from the source [deg] of the events it counts, where that is one for all energies. */
  readonly radMax?: number;
}

/** Probability density of migra = reconstructed / true energy (GADF edisp_2d). */
export interface EnergyDispersion {
  readonly kind: "edisp-2d";
  readonly enclosure: Enclosure;
  /** True energy [TeV]. */
  readonly energy: Axis;
  readonly migra: Axis;
  /** Offset from the pointing [deg]. */
  readonly offset: Axis;
  /** Density per unit migra: energy fastest, then migra, then offset. */
  readonly values: GridValues;
}

/** Point-spread function as a table over angular distance (GADF psf_table). */
export interface PsfTable {
  readonly kind: "psf-table";
  /** True energy [TeV]. */
  readonly energy: Axis;
  /** Offset from the pointing [deg]. */
  readonly offset: Axis;
  /** Angular distance [deg]. */
  readonly rad: Axis;
  /** Density [sr-1]: energy fastest, then offset, then rad. */
  readonly values: GridValues;
}

/** Point-spread function as a sum of three Gaussians (GADF psf_3gauss). Arrays over energy (fastest) and offset. */
export interface PsfMultiGauss {
  readonly kind: "psf-3gauss";
  /** True energy [TeV]. */
  readonly energy: Axis;
  /** Offset from the pointing [deg]. */
  readonly offset: Axis;
  readonly scale: GridValues;
  /** Widths of the three components [deg]. */
  readonly sigma: readonly [GridValues, GridValues, GridValues];
  /** Amplitudes of the second and third component relative to the first. */
  readonly amplitude: readonly [GridValues, GridValues];
}

/** Point-spread function as a King profile (GADF psf_king). Arrays over energy (fastest) and offset. */
export interface PsfKing {
  readonly kind: "psf-king";
  /** True energy [TeV]. */
  readonly energy: Axis;
  /** Offset from the pointing [deg]. */
  readonly offset: Axis;
  readonly gamma: GridValues;
  /** Width [deg]. */
  readonly sigma: GridValues;
}

/** Any point-spread function. */
export type Psf = PsfTable | PsfMultiGauss | PsfKing;

/** Background rate as a function of reconstructed energy and offset (GADF bkg_2d). */
export interface Background2D {
  readonly kind: "bkg-2d";
  /** Reconstructed energy [TeV]. */
  readonly energy: Axis;
  /** Offset from the pointing [deg]. */
  readonly offset: Axis;
  /** Rate [s-1 TeV-1 sr-1] per second of on-time, energy fastest. */
  readonly values: GridValues;
}

/** Background rate as a function of reconstructed energy and place in the field of view (GADF bkg_3d). */
export interface Background3D {
  readonly kind: "bkg-3d";
  /**
   * What the second coordinate of the field of view points along, declination or altitude (FOVALIGN). The first grows to the west or
   * with falling azimuth, as GADF has it, and in "reverse-lon-radec" to the east, as in old files of H.E.S.S.
   */
  readonly alignment: "radec" | "altaz" | "reverse-lon-radec";
  /** Reconstructed energy [TeV]. */
  readonly energy: Axis;
  /** First coordinate in the field of view [deg] (DETX). */
  readonly fovLon: Axis;
  /** Second coordinate in the field of view [deg] (DETY). */
  readonly fovLat: Axis;
  /** Rate [s-1 TeV-1 sr-1] per second of on-time: energy fastest, then fovLon, then fovLat. */
  readonly values: GridValues;
}

/** Any background rate. */
export type Background = Background2D | Background3D;

/** Radius within which the events of point-like responses were counted (GADF rad_max_2d). */
export interface RadMax {
  readonly kind: "rad-max-2d";
  /** Reconstructed energy [TeV]. */
  readonly energy: Axis;
  /** Offset from the pointing [deg]. */
  readonly offset: Axis;
  /** Radius [deg], energy fastest. */
  readonly values: GridValues;
}
