import { GammakitError } from "../errors/gammakit-error.ts";
import { exp } from "../numeric/repeatable/exponential.ts";
import type { MapValues, WcsMap } from "./map.ts";
import { binCount } from "./shape.ts";
import { pixelScales } from "./window.ts";

/** How a map is smoothed. */
export interface SmoothOptions {
  /** "gauss" (default), "disk" or "box". */
  readonly kernel?: "gauss" | "disk" | "box";
  /**
   * Standard deviation of the Gaussian, radius of the disk, whole side of the box: [deg], or in pixels where written
   * `{ pixels: 2 }`. Degrees are brought to pixels with the mean size of a pixel at the reference point.
   */
  readonly width: number | { readonly pixels: number };
}

/**
 * The map convolved with a kernel of sum 1, image by image, in double precision. Beyond its edges an image goes on as its mirror
 * image (… c b a | a b c …), so that sums are kept. The Gaussian is cut at four standard deviations; the disk holds the pixels
 * whose centers are not farther than its radius; the outermost pixels of a box count by the part of them that it covers.
 * A NaN spreads as far as the kernel reaches. Throws "invalid-input" where the width is not positive.
 */
export function smooth(map: WcsMap, { kernel = "gauss", width }: SmoothOptions): WcsMap {
  const [sx, sy] = pixelScales(map.wcs);
  const pixels = typeof width === "number" ? width / ((sx + sy) / 2) : width.pixels;
  if (!(pixels > 0 && pixels <= maxPixels)) {
    const shown = typeof width === "number" ? `${width}° (${pixels} pixels)` : `${pixels} pixels`;
    throw new GammakitError(
      "invalid-input",
      `A map cannot be smoothed over ${shown}; up to ${maxPixels} pixels can be.`,
      {
        width,
      },
    );
  }
  const [nx, ny] = map.wcs.shape;
  const out = new Float64Array(map.values.length);
  const convolve =
    kernel === "disk" ? compileDisk(pixels, nx, ny) : compileSeparable(weightsOf(kernel, pixels), nx, ny);
  for (let bin = 0; bin < binCount(map.axes); bin++) {
    const [from, to] = [bin * nx * ny, (bin + 1) * nx * ny];
    convolve(map.values.subarray(from, to), out.subarray(from, to));
  }
  return { ...map, values: out };
}

const maxPixels = 1e4;

type Convolution = (image: MapValues, out: Float64Array) => void;

/** The middle of a symmetric kernel and one side of it. */
function weightsOf(kernel: "gauss" | "box", pixels: number): Float64Array {
  const weights = kernel === "gauss" ? gauss(pixels) : box(pixels);
  let sum = weights[0];
  for (let k = 1; k < weights.length; k++) sum += 2 * weights[k];
  return weights.map((weight) => weight / sum);
}

function gauss(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  return Float64Array.from({ length: radius + 1 }, (_, k) => exp((-0.5 * k * k) / (sigma * sigma)));
}

function box(side: number): Float64Array {
  const half = Math.max(0, (side - 1) / 2);
  return Float64Array.from({ length: Math.ceil(half) + 1 }, (_, k) => Math.min(1, half - k + 1));
}

/** Along y with whole rows, then along x. */
function compileSeparable(weights: Float64Array, nx: number, ny: number): Convolution {
  const radius = weights.length - 1;
  const row = new Float64Array(nx);
  const padded = new Float64Array(nx + 2 * radius);
  return (image, out) => {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) row[x] = weights[0] * image[y * nx + x];
      for (let k = 1; k <= radius; k++) {
        const [low, high] = [mirrored(y - k, ny) * nx, mirrored(y + k, ny) * nx];
        const weight = weights[k];
        for (let x = 0; x < nx; x++) row[x] += weight * (image[low + x] + image[high + x]);
      }
      extend(row, 0, nx, radius, padded);
      for (let x = 0; x < nx; x++) {
        let sum = weights[0] * padded[x + radius];
        for (let k = 1; k <= radius; k++) sum += weights[k] * (padded[x + radius - k] + padded[x + radius + k]);
        out[y * nx + x] = sum;
      }
    }
  };
}

/**
 * Each row is summed over windows that grow pixel by pixel, and a window of half-width w is added to the rows in which the disk
 * is so wide.
 */
function compileDisk(radius: number, nx: number, ny: number): Convolution {
  const reach = Math.floor(radius);
  const halfWidths = Array.from({ length: reach + 1 }, (_, dy) => halfWidth(radius, dy));
  const count = halfWidths.reduce((sum, w, dy) => sum + (dy === 0 ? 1 : 2) * (2 * w + 1), 0);
  const padded = new Float64Array(nx + 2 * reach);
  const windowSum = new Float64Array(nx);
  return (image, out) => {
    for (let row = -reach; row < ny + reach; row++) {
      extend(image, mirrored(row, ny) * nx, nx, reach, padded);
      for (let w = 0; w <= reach; w++) {
        for (let x = 0; x < nx; x++) {
          if (w === 0) windowSum[x] = padded[x + reach];
          else windowSum[x] += padded[x + reach - w] + padded[x + reach + w];
        }
        for (let dy = -reach; dy <= reach; dy++) {
          const y = row + dy;
          if (halfWidths[Math.abs(dy)] !== w || y < 0 || y >= ny) continue;
          for (let x = 0; x < nx; x++) out[y * nx + x] += windowSum[x];
        }
      }
    }
    for (let k = 0; k < out.length; k++) out[k] /= count;
  };
}

/** Largest whole w with w² + dy² ≤ radius². */
function halfWidth(radius: number, dy: number): number {
  let w = Math.floor(Math.sqrt(radius * radius - dy * dy));
  while (w * w + dy * dy > radius * radius) w--;
  while ((w + 1) * (w + 1) + dy * dy <= radius * radius) w++;
  return w;
}

/** Row of `n` values from `start` on, with `radius` mirrored ones on both sides. */
function extend(values: MapValues, start: number, n: number, radius: number, out: Float64Array): void {
  for (let k = 0; k < n; k++) out[radius + k] = values[start + k];
  for (let k = 1; k <= radius; k++) {
    out[radius - k] = values[start + mirrored(-k, n)];
    out[radius + n - 1 + k] = values[start + mirrored(n - 1 + k, n)];
  }
}

/** Index in [0, n) of the mirror image of `i`: −1 is 0, n is n − 1. */
function mirrored(i: number, n: number): number {
  if (i >= 0 && i < n) return i;
  const rest = ((i % (2 * n)) + 2 * n) % (2 * n);
  return rest < n ? rest : 2 * n - 1 - rest;
}
