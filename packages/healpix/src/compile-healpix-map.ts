import { binCount, GammakitError, type SkyPosition, toFrame } from "@gammakit/core";
import { compileHealpix } from "./compile-healpix.ts";
import { checkPixel } from "./grid.ts";
import type { HealpixMap } from "./healpix-map.ts";

/** A map made ready for many points: `lon` and `lat` [deg] are in its frame, `bin` counts over its axes, fastest first. */
export interface CompiledHealpixMap {
  readonly map: HealpixMap;
  /** Place of a pixel among those of the map; −1 where the map does not have it. */
  placeOf(pixel: number): number;
  /** Value of the pixel that holds a direction; NaN outside the map and its bins. */
  valueAt(lon: number, lat: number, bin?: number): number;
  /** Value interpolated between the four pixels around a direction; NaN where the map lacks one that counts. */
  interpolate(lon: number, lat: number, bin?: number): number;
}

/**
 * Functions of a map. Throws "invalid-input" for an nside that is none, for pixels that do not exist or come twice, and where the number of
 * values is not that of pixels times bins; "unsupported" beyond nside 2^24.
 */
export function compileHealpixMap(map: HealpixMap): CompiledHealpixMap {
  const grid = compileHealpix(map);
  const size = map.pixels?.length ?? grid.pixelCount;
  const bins = binCount(map.axes);
  checkValues(map, size, bins);
  const placeOf = map.pixels === undefined ? wholeSky(grid.pixelCount) : partOfSky(map.pixels, map.nside);
  const { values } = map;
  const [pixels, weights] = [new Float64Array(4), new Float64Array(4)];
  const isBin = (bin: number) => Number.isInteger(bin) && bin >= 0 && bin < bins;
  return {
    map,
    placeOf,
    valueAt(lon, lat, bin = 0) {
      const place = placeOf(grid.pixelAt(lon, lat));
      return place < 0 || !isBin(bin) ? Number.NaN : values[bin * size + place];
    },
    interpolate(lon, lat, bin = 0) {
      if (!isBin(bin) || !grid.weights(lon, lat, pixels, weights)) return Number.NaN;
      let sum = 0;
      for (let k = 0; k < 4; k++) {
        if (weights[k] === 0) continue;
        const place = placeOf(pixels[k]);
        sum += place < 0 ? Number.NaN : weights[k] * values[bin * size + place];
      }
      return sum;
    },
  };
}

/** Value of the pixel that holds a position of any frame; NaN outside the map. Throws as {@link compileHealpixMap}: compile where there are many. */
export function healpixValueAt(map: HealpixMap, position: SkyPosition, bin = 0): number {
  const { lon, lat } = toFrame(position, map.frame);
  return compileHealpixMap(map).valueAt(lon, lat, bin);
}

/** Writes values of many directions [deg, frame of the map] in one bin; NaN outside the map. */
export function sampleHealpixMap(
  map: CompiledHealpixMap,
  lon: Float64Array,
  lat: Float64Array,
  bin: number,
  out: Float64Array,
): void {
  for (let k = 0; k < lon.length; k++) out[k] = map.valueAt(lon[k], lat[k], bin);
}

/** Writes interpolated values of many directions [deg, frame of the map] in one bin; NaN where the map lacks a pixel that counts. */
export function interpolateHealpixMap(
  map: CompiledHealpixMap,
  lon: Float64Array,
  lat: Float64Array,
  bin: number,
  out: Float64Array,
): void {
  for (let k = 0; k < lon.length; k++) out[k] = map.interpolate(lon[k], lat[k], bin);
}

function wholeSky(count: number): (pixel: number) => number {
  return (pixel) => (pixel >= 0 && pixel < count ? pixel : -1);
}

/** Searches the pixels in ascending order: a copy of them where they are in another. */
function partOfSky(pixels: Float64Array, nside: number): (pixel: number) => number {
  for (const pixel of pixels) checkPixel(pixel, nside);
  const ascending = pixels.every((pixel, k) => k === 0 || pixels[k - 1] < pixel);
  const order = ascending ? undefined : Uint32Array.from(pixels, (_, k) => k).sort((a, b) => pixels[a] - pixels[b]);
  const sorted = order === undefined ? pixels : Float64Array.from(order, (k) => pixels[k]);
  const twice = sorted.findIndex((pixel, k) => k > 0 && sorted[k - 1] === pixel);
  if (twice > 0) {
    throw new GammakitError("invalid-input", `The map has pixel ${sorted[twice]} twice.`, { pixel: sorted[twice] });
  }
  return (pixel) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] < pixel) low = middle + 1;
      else high = middle;
    }
    if (sorted[low] !== pixel) return -1;
    return order === undefined ? low : order[low];
  };
}

function checkValues({ values, nside }: HealpixMap, size: number, bins: number): void {
  if (values.length === size * bins) return;
  throw new GammakitError(
    "invalid-input",
    `A map of ${size} pixels (nside ${nside}) and ${bins} bins has ${size * bins} values, not ${values.length}.`,
    { nside, size, bins, values: values.length },
  );
}
