import type { Axis, Frame, MapValues } from "@gammakit/core";

/** Values on HEALPix pixels, of the whole sky or of a part of it, for each bin of any number of further axes. */
export interface HealpixMap {
  readonly kind: "healpix-map";
  readonly nside: number;
  /** Whether pixels are numbered in the NESTED scheme. */
  readonly nested: boolean;
  readonly frame: Frame;
  /** Numbers of the pixels that the map has, each once, in any order; all pixels in their order where absent. */
  readonly pixels?: Float64Array;
  /** Further axes, fastest first: energy. */
  readonly axes: readonly Axis[];
  /** FITS unit string; empty for counts, masks and pure numbers. */
  readonly unit: string;
  /** Pixels fastest, then the axes in their order. */
  readonly values: MapValues;
  readonly meta?: Readonly<Record<string, string>>;
}
