import type { Frame } from "../sky/position.ts";

/** Celestial part of a world coordinate system (Calabretta & Greisen 2002), FITS convention: pixels count from 1. */
export interface Wcs {
  /** Three-letter code of the projection: "TAN". */
  readonly projection: string;
  readonly frame: Frame;
  /** Celestial longitude and latitude of the reference point [deg]. */
  readonly crval: readonly [number, number];
  /** Pixel of the reference point, the first pixel's center being 1. */
  readonly crpix: readonly [number, number];
  /** Row-major 2 × 2 matrix from pixel offsets to intermediate world coordinates [deg per pixel]. */
  readonly cd: readonly [number, number, number, number];
  /** Native longitude of the celestial pole [deg]; the projection's default where absent. */
  readonly lonpole?: number;
  /** Native latitude of the celestial pole [deg]; the projection's default where absent. */
  readonly latpole?: number;
  /** Parameters of the projection, where it has any: `pv[m]` is PV2_m. */
  readonly pv?: readonly number[];
  /** Number of pixels along each axis, where known. */
  readonly shape?: readonly [number, number];
}

/**
 * A coordinate system made ready for many points. Pixels count from 0 at the first pixel's center.
 * Each function writes [x, y] or [lon, lat] into `out` and returns false, with NaN in `out`, for a point that has no counterpart.
 */
export interface CompiledWcs {
  readonly wcs: Wcs;
  /** `lon`, `lat` [deg] in the frame of the coordinate system. */
  toPixel(lon: number, lat: number, out: Float64Array): boolean;
  /** Writes lon in [0, 360), lat [deg]. */
  toSky(x: number, y: number, out: Float64Array): boolean;
}
