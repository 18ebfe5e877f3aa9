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
  const zoom = Math.max(1, Math.ceil(minWidth / Math.max(nx, ny)));
  const [width, height] = [nx * zoom, ny * zoom];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < ny; y++) {
    const line = data.subarray((ny - 1 - y) * zoom * width, ((ny - 1 - y) * zoom + 1) * width);
    for (let x = 0; x < nx; x++) {
      const brightness = stretch.forward(values[y * nx + x]);
      if (brightness >= 0) line.fill(1 + Math.round(254 * brightness), x * zoom, (x + 1) * zoom);
    }
    for (let k = 1; k < zoom; k++) data.set(line, ((ny - 1 - y) * zoom + k) * width);
  }
  return `data:image/png;base64,${base64(encode({ width, height, data, channels: 1, depth: 8, palette: palette(colorMap) }))}`;
}

/** Nothing, then the colors from dark to bright. */
function palette(colorMap: ColorMapName): [number, number, number, number][] {
  const table = colorTable(colorMap);
  const colors: [number, number, number, number][] = [[0, 0, 0, 0]];
  for (let k = 0; k < 255; k++) colors.push([table[3 * k], table[3 * k + 1], table[3 * k + 2], 255]);
  return colors;
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8190) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8190)));
  return btoa(parts.join(""));
}
