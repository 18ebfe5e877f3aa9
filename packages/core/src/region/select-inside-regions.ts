import { compileFrameChange } from "../sky/frames.ts";
import type { CompiledWcs } from "../wcs/wcs.ts";
import { compilePixelRegion } from "./compile-pixel-region.ts";
import type { PixelRegion } from "./pixel-region.ts";

/**
 * Indices of the positions `lon`, `lat` [deg, ICRS] that fall into at least one of the regions of a coordinate system's pixel
 * plane. A position in two regions is listed once. For circles `selectInside` does the same, and faster.
 */
export function selectInsideRegions(
  lon: Float64Array,
  lat: Float64Array,
  regions: readonly PixelRegion[],
  wcs: CompiledWcs,
): Int32Array {
  if (regions.length === 0) return new Int32Array(0);
  const isInside = compilePixelRegion({ kind: "union", regions });
  const rotate = compileFrameChange("icrs", wcs.wcs.frame);
  const point = new Float64Array(2);
  const found = new Int32Array(lon.length);
  let n = 0;
  for (let i = 0; i < lon.length; i++) {
    rotate(lon[i], lat[i], point);
    if (wcs.toPixel(point[0], point[1], point) && isInside(point[0], point[1])) found[n++] = i;
  }
  return found.slice(0, n);
}
