import { GammakitError } from "../errors/gammakit-error.ts";
import type { ImageWcs, MapValues, WcsMap } from "./map.ts";
import { binCount } from "./shape.ts";

/** How pixels are brought together. */
export interface DownsampleOptions {
  /** Number of pixels along x and y that become one. */
  readonly factor: number;
  /** "sum" (default) for counts and other numbers per pixel; "mean" for exposures, densities and other local values. */
  readonly method?: "sum" | "mean";
}

/**
 * The map on pixels `factor` times larger. Throws "invalid-input" where the factor is not a whole number from 1 on that divides
 * both numbers of pixels.
 */
export function downsample(map: WcsMap, { factor, method = "sum" }: DownsampleOptions): WcsMap {
  const [nx, ny] = map.wcs.shape;
  if (!(Number.isInteger(factor) && factor >= 1 && nx % factor === 0 && ny % factor === 0)) {
    throw new GammakitError(
      "invalid-input",
      `An image of ${nx} × ${ny} pixels cannot be brought to pixels ${factor} times larger: the factor must divide both numbers. Crop or pad it first.`,
      { factor, shape: map.wcs.shape },
    );
  }
  const values = collect(map.values, [nx, ny], binCount(map.axes), factor);
  if (method === "mean") for (let k = 0; k < values.length; k++) values[k] /= factor * factor;
  return { ...map, wcs: coarser(map.wcs, factor), values };
}

function collect(values: MapValues, [nx, ny]: readonly [number, number], bins: number, factor: number): Float64Array {
  const [mx, my] = [nx / factor, ny / factor];
  const out = new Float64Array(mx * my * bins);
  for (let row = 0; row < ny * bins; row++) {
    const to = (Math.floor(row / ny) * my + Math.floor((row % ny) / factor)) * mx;
    let [i, left] = [to, factor];
    for (let x = 0; x < nx; x++) {
      out[i] += values[row * nx + x];
      left--;
      if (left > 0) continue;
      left = factor;
      i++;
    }
  }
  return out;
}

function coarser(wcs: ImageWcs, factor: number): ImageWcs {
  const [x, y] = wcs.crpix;
  const [a, b, c, d] = wcs.cd;
  return {
    ...wcs,
    crpix: [(x - 0.5) / factor + 0.5, (y - 0.5) / factor + 0.5],
    cd: [a * factor, b * factor, c * factor, d * factor],
    shape: [wcs.shape[0] / factor, wcs.shape[1] / factor],
  };
}
