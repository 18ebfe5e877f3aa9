import {
  GammakitError,
  type MapDataset,
  type MapValues,
  pixelCount,
  type RegionPixels,
  regionSum,
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
  part: RegionPixels,
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
  const { pixels } = part;
  const plane = pixelCount(counts.wcs);
  const seen = Int32Array.from({ length: counts.values.length / plane }, (_, bin) =>
    mask === undefined ? pixels.length : countSeen(mask.values, pixels, bin * plane),
  );
  const sumOf = (map: WcsMap): Float64Array =>
    mask === undefined || seen.every((n) => n === pixels.length)
      ? (regionSum(map, part).values as Float64Array)
      : Float64Array.from(seen, (_, bin) => visibleTotal(map.values, mask.values, pixels, bin * plane));
  const sky = background === undefined ? new Float64Array(seen.length) : sumOf(background);
  return { counts: sumOf(counts), sky, seen };
}

/** How many of the pixels of one bin, which begins at `start`, the mask leaves. */
function countSeen(mask: MapValues, pixels: Int32Array, start: number): number {
  let n = 0;
  for (let k = 0; k < pixels.length; k++) if (mask[start + pixels[k]] !== 0) n++;
  return n;
}

/** The sum over the pixels of one bin that the mask leaves. The others are not looked at: they may be NaN. */
function visibleTotal(values: MapValues, mask: MapValues, pixels: Int32Array, start: number): number {
  let sum = 0;
  for (let k = 0; k < pixels.length; k++) {
    const index = start + pixels[k];
    if (mask[index] !== 0) sum += values[index];
  }
  return sum;
}
