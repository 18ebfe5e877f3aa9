import {
  compileWcs,
  createWcs,
  GammakitError,
  type PointRegion,
  type Region,
  regionCenter,
  selectInsideRegions,
  toPixelRegion,
} from "@gammakit/core";

/**
 * Indices of the positions `lon`, `lat` [deg, ICRS] inside a region, which is meant in the tangent plane at its own center.
 * Throws "invalid-input" for a line, and where a part of the region has no place in that plane.
 */
export function selectInTangentPlane(
  region: Exclude<Region, PointRegion>,
  lon: Float64Array,
  lat: Float64Array,
): Int32Array {
  if (region.kind === "line") {
    throw new GammakitError("invalid-input", "A line holds no events. Take a region with an area.", { region });
  }
  const center = regionCenter(region);
  const wcs = compileWcs(createWcs({ center, frame: center.frame, projection: "TAN", binSize: 0.1, shape: [4, 4] }));
  return selectInsideRegions(lon, lat, [toPixelRegion(region, wcs)], wcs);
}
