import { requireInteger } from "../file/layout.ts";
import { invalidAt, type Place } from "../file/place.ts";
import type { CardHeader } from "../header/header.ts";

/** How an image is cut into tiles. FITS 4.0, section 10.1. */
export interface Tiling {
  /** ZBITPIX. */
  readonly bitpix: number;
  /** ZNAXISn, the fastest first. */
  readonly shape: readonly number[];
  /** ZTILEn. */
  readonly tile: readonly number[];
  /** Number of tiles along each axis. */
  readonly counts: readonly number[];
}

/** How the image in a table of `rowCount` tiles is cut. An error names the keyword that makes no sense. */
export function readTiling(header: CardHeader, place: Place, rowCount: number): Tiling {
  const bitpix = requireInteger(header, place, "ZBITPIX");
  if (![8, 16, 32, 64, -32, -64].includes(bitpix)) {
    throw invalidAt(place, `ZBITPIX = ${bitpix}; it must be 8, 16, 32, 64, -32 or -64.`, { keyword: "ZBITPIX" });
  }
  const naxis = requireRange(header, place, "ZNAXIS", 0, 999);
  const shape = Array.from({ length: naxis }, (_, i) => requireRange(header, place, `ZNAXIS${i + 1}`, 0));
  const tile = shape.map((length, i) => readTileLength(header, place, i, length));
  const counts = shape.map((length, i) => Math.ceil(length / tile[i]));
  const expected = naxis === 0 ? 0 : counts.reduce((total, count) => total * count, 1);
  if (expected === rowCount) return { bitpix, shape, tile, counts };
  const axes = shape.slice(0, 6).map((length, i) => `ZNAXIS${i + 1} = ${length} and ZTILE${i + 1} = ${tile[i]}`);
  const message = `${axes.join(", ") || "ZNAXIS = 0"} make ${expected} tiles, but the table has ${rowCount} rows.`;
  throw invalidAt(place, message, { expected, rowCount });
}

/** ZTILEn; where it is absent, a tile is a row of the image. */
function readTileLength(header: CardHeader, place: Place, axis: number, length: number): number {
  const keyword = `ZTILE${axis + 1}`;
  if (header.has(keyword)) return requireRange(header, place, keyword, 1);
  return axis === 0 ? Math.max(length, 1) : 1;
}

function requireRange(header: CardHeader, place: Place, keyword: string, lowest: number, highest = 2 ** 53 - 1) {
  const value = requireInteger(header, place, keyword);
  if (value >= lowest && value <= highest) return value;
  throw invalidAt(place, `${keyword} = ${value}; it must be from ${lowest} to ${highest}.`, { keyword });
}

/** Where a tile begins in the image, and the lengths of its axes, shorter at the edges. */
export interface TileBox {
  readonly start: readonly number[];
  readonly shape: readonly number[];
}

/** The tile of that number, 0 for the first: those along the first axis come first. */
export function tileBox({ shape, tile, counts }: Tiling, number: number): TileBox {
  const start: number[] = [];
  let rest = number;
  for (const [axis, count] of counts.entries()) {
    start.push((rest % count) * tile[axis]);
    rest = Math.floor(rest / count);
  }
  return { start, shape: start.map((at, axis) => Math.min(tile[axis], shape[axis] - at)) };
}
