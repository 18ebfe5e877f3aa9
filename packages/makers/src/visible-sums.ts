import {
  GammakitError,
  type MapDataset,
  type MapValues,
  pixelCount,
  type RegionPixels,
  type WcsMap,
} from "@gammakit/core";

/** Masks that were combined before: the regions of one dataset share them. */
const combined = new WeakMap<WcsMap, { readonly maskFit: WcsMap; readonly both: WcsMap }>();

/** The pixels and bins that all masks leave; undefined without masks. */
export function combineMasks({ maskSafe, maskFit }: MapDataset): WcsMap | undefined {
  if (maskSafe === undefined || maskFit === undefined) return maskSafe ?? maskFit;
  const known = combined.get(maskSafe);
  if (known?.maskFit === maskFit) return known.both;
  const values = Uint8Array.from(maskSafe.values, (safe, k) => (safe !== 0 && maskFit.values[k] !== 0 ? 1 : 0));
  const both = { ...maskSafe, values };
  combined.set(maskSafe, { maskFit, both });
  return both;
}

/** Sums over the pixels of a region, per bin. */
export interface VisibleSums {
  readonly counts: Float64Array;
  readonly sky: Float64Array;
  /** Number of pixels that the mask leaves. */
  readonly seen: Int32Array;
}

/** Sums over the pixels of a region that the mask leaves, per bin. Throws "invalid-input" where the maps differ in size. */
export function sumVisible(
  counts: WcsMap,
  background: WcsMap | undefined,
  mask: WcsMap | undefined,
  { pixels }: RegionPixels,
): VisibleSums {
  for (const map of [background, mask]) {
    if (map === undefined || map.values.length === counts.values.length) continue;
    throw new GammakitError(
      "invalid-input",
      "Counts, background and masks must have the same pixels and energy bins.",
      {
        lengths: [counts.values.length, map.values.length],
      },
    );
  }
  const plane = pixelCount(counts.wcs);
  const bins = counts.values.length / plane;
  const sums = { counts: new Float64Array(bins), sky: new Float64Array(bins), seen: new Int32Array(bins) };
  const pair = new Float64Array(2);
  for (let bin = 0; bin < bins; bin++) {
    sums.seen[bin] = sumBin(counts.values, background?.values, mask?.values, pixels, bin * plane, pair);
    sums.counts[bin] = pair[0];
    sums.sky[bin] = pair[1];
  }
  return sums;
}

/** Writes the sums of two maps over the pixels of one bin, which begins at `start`, and tells how many the mask leaves. */
function sumBin(
  counts: MapValues,
  background: MapValues | undefined,
  mask: MapValues | undefined,
  pixels: Int32Array,
  start: number,
  out: Float64Array,
): number {
  let [n, a, b] = [0, 0, 0];
  for (let k = 0; k < pixels.length; k++) {
    const index = start + pixels[k];
    if (mask !== undefined && mask[index] === 0) continue;
    a += counts[index];
    if (background !== undefined) b += background[index];
    n++;
  }
  out[0] = a;
  out[1] = b;
  return n;
}
