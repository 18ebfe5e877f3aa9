import { encode } from "fast-png";
import { type ColorMapName, colorTable } from "./color-map.ts";
import type { Stretch } from "./stretch.ts";

/** A picture of numbers. */
export interface RasterOptions {
  readonly stretch: Stretch;
  readonly colorMap: ColorMapName;
}

/** Pictures narrower than this are drawn with each value as a block, since viewers blur what they enlarge. */
const minWidth = 480;

/**
 * A PNG picture of an image, row by row from below, as a `data:` address: NaN is transparent.
 * Values are enlarged by whole numbers, so that they stay squares.
 */
export function rasterUrl(
  values: ArrayLike<number>,
  nx: number,
  ny: number,
  { stretch, colorMap }: RasterOptions,
): string {
  const table = colorTable(colorMap);
  const zoom = Math.max(1, Math.ceil(minWidth / Math.max(nx, ny)));
  const [width, height] = [nx * zoom, ny * zoom];
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row = (ny - 1 - Math.floor(y / zoom)) * nx;
    for (let x = 0; x < width; x++) {
      const brightness = stretch.forward(values[row + Math.floor(x / zoom)]);
      if (Number.isNaN(brightness)) continue;
      const color = 3 * Math.round(255 * brightness);
      const at = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) data[at + c] = table[color + c];
      data[at + 3] = 255;
    }
  }
  return `data:image/png;base64,${base64(encode({ width, height, data, channels: 4, depth: 8 }))}`;
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8190) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8190)));
  return btoa(parts.join(""));
}
