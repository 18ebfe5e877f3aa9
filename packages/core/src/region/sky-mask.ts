import { GammakitError } from "../errors/gammakit-error.ts";
import { toFrame } from "../sky/frames.ts";
import type { SkyPosition } from "../sky/position.ts";
import { compileWcs } from "../wcs/compile-wcs.ts";
import type { Wcs } from "../wcs/wcs.ts";

/** An image of which parts of the sky may be used. */
export interface SkyMask {
  readonly kind: "mask";
  /** With `shape`. */
  readonly wcs: Wcs & { readonly shape: readonly [number, number] };
  /** 1 where the sky may be used, 0 where it is excluded; longitude fastest. */
  readonly values: Uint8Array;
}

/**
 * A function that tells whether a position is excluded by the mask: the value of the nearest pixel; nothing is excluded outside
 * the image. Throws "invalid-input" where the mask does not have one value per pixel.
 */
export function compileSkyMask(mask: SkyMask): (position: SkyPosition) => boolean {
  const wcs = compileWcs(mask.wcs);
  const [nx, ny] = mask.wcs.shape;
  if (mask.values.length !== nx * ny) {
    throw new GammakitError(
      "invalid-input",
      `A mask of ${nx} × ${ny} pixels needs ${nx * ny} values, but has ${mask.values.length}.`,
      { shape: [nx, ny], values: mask.values.length },
    );
  }
  const xy = new Float64Array(2);
  return (position) => {
    const { lon, lat } = toFrame(position, mask.wcs.frame);
    if (!wcs.toPixel(lon, lat, xy)) return false;
    const [i, j] = [Math.round(xy[0]), Math.round(xy[1])];
    return i >= 0 && j >= 0 && i < nx && j < ny && mask.values[i + j * nx] === 0;
  };
}
