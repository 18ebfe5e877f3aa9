import { wrap360 } from "@gammakit/core";
import type { Face } from "./face.ts";
import { faceOfDirection, faceOfNested, faceOfRing, nestedOfFace, ringNumberOfFace, writeCenter } from "./face.ts";
import type { HealpixGrid } from "./grid.ts";
import { checkGrid, checkPixel } from "./grid.ts";
import { neighborOf } from "./neighbors.ts";
import { writeRingWeights } from "./weights.ts";

/** A grid made ready for many points. Angles [deg] are longitude and latitude in whatever frame the caller means. */
export interface CompiledHealpix {
  readonly grid: HealpixGrid;
  /** Number of pixels of the whole sky. */
  readonly pixelCount: number;
  /** The pixel that holds a direction; −1 where the numbers are no direction. A border belongs to one of its pixels. */
  pixelAt(lon: number, lat: number): number;
  /** Writes longitude in [0, 360) and latitude [deg] of a pixel's center. */
  center(pixel: number, out: Float64Array): void;
  /** Writes the pixels to the SW, W, NW, N, NE, E, SE and S; −1 where there is none, as at 24 pixels of each grid. */
  neighbors(pixel: number, out: Float64Array): void;
  /**
   * Writes four pixels and their weights, which sum to 1, for bilinear interpolation: those of healpy's get_interp_weights.
   * Returns false, with −1 and NaN, where the numbers are no direction.
   */
  weights(lon: number, lat: number, pixels: Float64Array, weights: Float64Array): boolean;
}

/**
 * Functions of a grid. Throws "invalid-input" for an nside that is none, "unsupported" beyond 2^24.
 * `center` and `neighbors` throw "invalid-input" for what is not the number of a pixel.
 */
export function compileHealpix(grid: HealpixGrid): CompiledHealpix {
  checkGrid(grid);
  const { nside, nested } = grid;
  const numberOf = nested ? nestedOfFace : ringNumberOfFace;
  const faceOf = faceLookup(grid);
  return {
    grid,
    pixelCount: 12 * nside * nside,
    pixelAt(lon, lat) {
      if (!isDirection(lon, lat)) return -1;
      const { f, x, y } = faceOfDirection(nside, wrap360(lon), lat);
      return numberOf(nside, f, x, y);
    },
    center(pixel, out) {
      writeCenter(nside, faceOf(pixel), out, 0);
    },
    neighbors(pixel, out) {
      const face = faceOf(pixel);
      for (let step = 0; step < 8; step++) {
        const there = neighborOf(nside, face, step);
        out[step] = there === undefined ? -1 : numberOf(nside, there.f, there.x, there.y);
      }
    },
    weights(lon, lat, pixels, weights) {
      if (!isDirection(lon, lat)) {
        pixels.fill(-1, 0, 4);
        weights.fill(Number.NaN, 0, 4);
        return false;
      }
      writeRingWeights(nside, wrap360(lon), lat, pixels, weights);
      for (let k = 0; nested && k < 4; k++) {
        const { f, x, y } = faceOfRing(nside, pixels[k]);
        pixels[k] = nestedOfFace(nside, f, x, y);
      }
      return true;
    },
  };
}

/** A function from the number of a pixel to its place. It throws "invalid-input" for a number that no pixel has. */
export function faceLookup({ nside, nested }: HealpixGrid): (pixel: number) => Face {
  const faceOf = nested ? faceOfNested : faceOfRing;
  return (pixel) => {
    checkPixel(pixel, nside);
    return faceOf(nside, pixel);
  };
}

function isDirection(lon: number, lat: number): boolean {
  return Number.isFinite(lon) && Math.abs(lat) <= 90;
}

/** Writes the pixels that hold many directions [deg]; −1 where the numbers are no direction. */
export function pixelsAt(grid: HealpixGrid, lon: Float64Array, lat: Float64Array, out: Float64Array): void {
  const { pixelAt } = compileHealpix(grid);
  for (let k = 0; k < lon.length; k++) out[k] = pixelAt(lon[k], lat[k]);
}

/** Writes longitudes in [0, 360) and latitudes [deg] of the centers of many pixels. Throws "invalid-input" where one does not exist. */
export function centersOf(grid: HealpixGrid, pixels: Float64Array, lonOut: Float64Array, latOut: Float64Array): void {
  const { center } = compileHealpix(grid);
  const out = new Float64Array(2);
  for (let k = 0; k < pixels.length; k++) {
    center(pixels[k], out);
    lonOut[k] = out[0];
    latOut[k] = out[1];
  }
}
