import { compileWcs } from "../wcs/compile-wcs.ts";
import { pixelSolidAngle } from "../wcs/pixel-scale.ts";
import type { Wcs } from "../wcs/wcs.ts";
import type { ImageWcs } from "./map.ts";
import { pixelCount, requireImage } from "./shape.ts";

/**
 * Solid angle of each pixel of an image [sr], longitude fastest; NaN for pixels with a corner off the sky. As
 * `pixelSolidAngle`, so that densities agree with Gammapy's. Throws "invalid-input" for an image without numbers of pixels.
 */
export function solidAngles(wcs: Wcs): Float64Array {
  const image = requireImage(wcs);
  const compiled = compileWcs(image);
  const [nx, ny] = image.shape;
  const out = new Float64Array(pixelCount(image));
  if (rowsAreAlike(image)) {
    const middle = Math.floor(nx / 2);
    for (let y = 0; y < ny; y++) out.fill(pixelSolidAngle(compiled, middle, y), y * nx, (y + 1) * nx);
    return out;
  }
  for (let k = 0; k < out.length; k++) out[k] = pixelSolidAngle(compiled, k % nx, Math.floor(k / nx));
  return out;
}

/** In an unrotated plate carrée on the equator that goes around the sky at most once, all pixels of a row are equal. */
function rowsAreAlike({ projection, crval, crpix, cd, shape, lonpole, latpole, pv }: ImageWcs): boolean {
  const plain = lonpole === undefined && latpole === undefined && pv === undefined && cd[1] === 0 && cd[2] === 0;
  const farthest = Math.max(Math.abs(0.5 - crpix[0]), Math.abs(shape[0] + 0.5 - crpix[0]));
  return projection === "CAR" && crval[1] === 0 && plain && farthest * Math.abs(cd[0]) <= 180;
}
