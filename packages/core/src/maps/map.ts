import type { Axis } from "../axis/axis.ts";
import type { Region } from "../region/region.ts";
import type { Wcs } from "../wcs/wcs.ts";

/** Values of a map: lon fastest, then lat, then the axes in their order. */
export type MapValues = Float64Array | Float32Array | Int32Array | Uint8Array;

/** A coordinate system whose numbers of pixels are known. */
export type ImageWcs = Wcs & { readonly shape: readonly [number, number] };

/** Values on the pixels of an image of the sky, for each bin of any number of further axes. */
export interface WcsMap {
  readonly kind: "wcs-map";
  readonly wcs: ImageWcs;
  /** Further axes, fastest first: energy. */
  readonly axes: readonly Axis[];
  /** FITS unit string; empty for counts, masks and pure numbers. */
  readonly unit: string;
  readonly values: MapValues;
  /** How values lie between bins along an axis: what the map's file says of interpolation. */
  readonly meta?: Readonly<Record<string, string>>;
}

/** Values for one part of the sky, or for all of it, along any number of axes. */
export interface RegionMap {
  readonly kind: "region-map";
  /** Absent where the values hold everywhere. */
  readonly region?: Region;
  /** The coordinate system in whose pixel plane the region is meant. */
  readonly wcs?: Wcs;
  /** Fastest first. */
  readonly axes: readonly Axis[];
  readonly unit: string;
  readonly values: MapValues;
}

/** Any map. */
export type SkyMap = WcsMap | RegionMap;
