import { compileWcs, type ImageWcs, type SkyPosition } from "@gammakit/core";

/**
 * The position in the middle of an image: that of its coordinate system may lie elsewhere, as in a part cut out of a larger map. The
 * latter where the middle shows no part of the sky.
 */
export function mapCenter(wcs: ImageWcs): SkyPosition {
  const [nx, ny] = wcs.shape;
  const out = Float64Array.from(wcs.crval);
  if (!compileWcs(wcs).toSky((nx - 1) / 2, (ny - 1) / 2, out)) out.set(wcs.crval);
  return { frame: wcs.frame, lon: out[0], lat: out[1] };
}
