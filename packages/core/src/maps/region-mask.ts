import type { Region } from "../region/region.ts";
import type { Wcs } from "../wcs/wcs.ts";
import { createMap } from "./create-map.ts";
import type { WcsMap } from "./map.ts";
import { pixelsInRegions } from "./region-pixels.ts";
import { pixelCount, requireImage } from "./shape.ts";

/** Which side of the regions a mask selects. */
export interface RegionMaskOptions {
  /** true (default): 1 inside of any region, 0 outside of all; false: the opposite. */
  readonly inside?: boolean;
}

/**
 * An image of 1 and 0 on the pixels of `wcs`, by the pixels' centers. Throws "invalid-input" for a region with sizes that are
 * not positive, or an image without numbers of pixels.
 */
export function regionMask(wcs: Wcs, regions: readonly Region[], { inside = true }: RegionMaskOptions = {}): WcsMap {
  const image = requireImage(wcs);
  const values = new Uint8Array(pixelCount(image)).fill(inside ? 0 : 1);
  for (const { pixels } of pixelsInRegions(image, regions)) {
    for (let k = 0; k < pixels.length; k++) values[pixels[k]] = inside ? 1 : 0;
  }
  return createMap({ wcs: image, values });
}
