import { GammakitError } from "../errors/gammakit-error.ts";
import type { Region } from "../region/region.ts";
import type { MapValues, RegionMap, WcsMap } from "./map.ts";
import { pixelsInRegion, type RegionPixels } from "./region-pixels.ts";
import { binCount, pixelCount } from "./shape.ts";

/** How values of a map are brought together. */
export interface RegionSumOptions {
  /** On the same pixels, with the same bins or none: each value is multiplied with its weight. What weighs 0 is not looked at. */
  readonly weights?: WcsMap;
}

/**
 * Sum over the pixels of a region, per bin, in double precision; 0 where no pixel is inside.
 * NaN where a pixel that weighs anything is NaN. Give the result of `pixelsInRegion` to find the pixels of several maps once.
 * Throws "invalid-input" where pixels or weights are not on the pixels of the map.
 */
export function regionSum(map: WcsMap, region: Region | RegionPixels, { weights }: RegionSumOptions = {}): RegionMap {
  const part = pixelsOf(map, region);
  const sums = new Float64Array(binCount(map.axes));
  if (weights === undefined) addUp(map.values, part.pixels, pixelCount(map.wcs), sums);
  else {
    const bins = checkWeights(map, weights);
    addUpWeighted(map.values, weights.values, part.pixels, pixelCount(map.wcs), bins, sums);
  }
  return regionMap(map, part, sums);
}

/**
 * Mean over the pixels of a region, per bin: weighted by `weights` where given. NaN where no pixel is inside or all weigh 0.
 * Throws as {@link regionSum}.
 */
export function regionMean(map: WcsMap, region: Region | RegionPixels, options: RegionSumOptions = {}): RegionMap {
  const part = pixelsOf(map, region);
  const sums = regionSum(map, part, options).values as Float64Array;
  const total = options.weights === undefined ? [part.pixels.length] : regionSum(options.weights, part).values;
  return regionMap(
    map,
    part,
    sums.map((sum, bin) => sum / total[total.length === 1 ? 0 : bin]),
  );
}

/**
 * 1 per bin where any pixel of a region has a value other than 0, 0 elsewhere. NaN is no value. Throws as {@link regionSum}.
 */
export function regionAny(map: WcsMap, region: Region | RegionPixels): RegionMap {
  const part = pixelsOf(map, region);
  const { values } = map;
  const { pixels } = part;
  const plane = pixelCount(map.wcs);
  const any = new Uint8Array(binCount(map.axes));
  for (let bin = 0; bin < any.length; bin++) {
    for (let k = 0; k < pixels.length; k++) {
      const value = values[bin * plane + pixels[k]];
      if (value > 0 || value < 0) {
        any[bin] = 1;
        break;
      }
    }
  }
  return regionMap(map, part, any);
}

function addUp(values: MapValues, pixels: Int32Array, plane: number, sums: Float64Array): void {
  for (let bin = 0; bin < sums.length; bin++) {
    const base = bin * plane;
    // Four sums side by side: an addition need not wait for the one before it.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let k = 0;
    for (; k < pixels.length - 3; k += 4) {
      a += values[base + pixels[k]];
      b += values[base + pixels[k + 1]];
      c += values[base + pixels[k + 2]];
      d += values[base + pixels[k + 3]];
    }
    for (; k < pixels.length; k++) a += values[base + pixels[k]];
    sums[bin] = a + b + (c + d);
  }
}

function addUpWeighted(
  values: MapValues,
  weights: MapValues,
  pixels: Int32Array,
  plane: number,
  weightBins: number,
  sums: Float64Array,
): void {
  for (let bin = 0; bin < sums.length; bin++) {
    const base = bin * plane;
    const weightBase = weightBins === 1 ? 0 : base;
    let sum = 0;
    for (let k = 0; k < pixels.length; k++) {
      const weight = weights[weightBase + pixels[k]];
      if (weight !== 0) sum += weight * values[base + pixels[k]];
    }
    sums[bin] = sum;
  }
}

function pixelsOf(map: WcsMap, region: Region | RegionPixels): RegionPixels {
  if (region.kind !== "region-pixels") return pixelsInRegion(map.wcs, region);
  const { shape } = region.wcs;
  if (shape[0] === map.wcs.shape[0] && shape[1] === map.wcs.shape[1]) return region;
  throw new GammakitError(
    "invalid-input",
    `The region is on an image of ${shape.join(" × ")}, and the map has ${map.wcs.shape.join(" × ")}.`,
    { shape, map: map.wcs.shape },
  );
}

/** Number of bins of the weights: those of the map, or 1. */
function checkWeights(map: WcsMap, weights: WcsMap): number {
  const bins = binCount(weights.axes);
  const same = weights.wcs.shape[0] === map.wcs.shape[0] && weights.wcs.shape[1] === map.wcs.shape[1];
  if (same && (bins === 1 || bins === binCount(map.axes))) return bins;
  throw new GammakitError(
    "invalid-input",
    `Weights of ${weights.wcs.shape.join(" × ")} pixels and ${bins} bins do not fit a map of ${map.wcs.shape.join(" × ")} pixels and ${binCount(map.axes)} bins.`,
    {},
  );
}

function regionMap(map: WcsMap, { region, wcs }: RegionPixels, values: MapValues): RegionMap {
  return {
    kind: "region-map",
    region,
    wcs,
    axes: map.axes,
    unit: values instanceof Uint8Array ? "" : map.unit,
    values,
  };
}
