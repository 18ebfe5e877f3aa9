import { invalidAt, type Place } from "../file/place.ts";
import type { CardHeader } from "../header/header.ts";
import type { FitsTable } from "../table/table.ts";
import type { Quantization } from "./dither.ts";

/** How the tiles of an image of floating-point numbers became integers. */
export interface Quantizations {
  /** Whether that of a number did. */
  isQuantized(tile: number): boolean;
  of(tile: number): Quantization;
}

const methods: Readonly<Record<string, Quantization["method"]>> = {
  NO_DITHER: "none",
  SUBTRACTIVE_DITHER_1: "dither-1",
  SUBTRACTIVE_DITHER_2: "dither-2",
};

/**
 * ZSCALE, ZZERO and ZBLANK, columns or keywords, and ZQUANTIZ; undefined where the numbers are stored as they are.
 * FITS 4.0, section 10.2.
 */
export function readQuantizations(
  tiles: FitsTable,
  header: CardHeader,
  place: Place,
  warn: (message: string) => void,
): Quantizations | undefined {
  const quantiz = header.string("ZQUANTIZ")?.trim() ?? "NO_DITHER";
  const scale = perTile(tiles, header, "ZSCALE");
  const zero = perTile(tiles, header, "ZZERO");
  if (quantiz === "NONE" || scale === undefined) return undefined;
  if (zero === undefined) throw invalidAt(place, "there is ZSCALE but no ZZERO.", { keyword: "ZZERO" });
  const method = Object.hasOwn(methods, quantiz) ? methods[quantiz] : undefined;
  if (method === undefined) {
    const message = `ZQUANTIZ = '${quantiz}' is not supported; NONE, ${Object.keys(methods).join(", ")} are.`;
    throw invalidAt(place, message, { keyword: "ZQUANTIZ" });
  }
  const blank = perTile(tiles, header, "ZBLANK");
  const first = method === "none" ? 1 : readSeed(header, place, warn);
  return {
    isQuantized: (tile) => !(scale(tile) === 0),
    of: (tile) => ({ scale: scale(tile), zero: zero(tile), blank: blank?.(tile), method, seed: first + tile }),
  };
}

/** A number for each tile, from the column or the keyword of that name. */
function perTile(tiles: FitsTable, header: CardHeader, name: string): ((tile: number) => number) | undefined {
  if (tiles.has(name)) {
    const values = tiles.numbers(name);
    return (tile) => values[tile];
  }
  const value = header.number(name);
  return value === undefined ? undefined : () => value;
}

function readSeed(header: CardHeader, place: Place, warn: (message: string) => void): number {
  const seed = header.number("ZDITHER0");
  if (seed === undefined) {
    warn("there is no ZDITHER0; 1 is used.");
    return 1;
  }
  if (Number.isInteger(seed) && seed >= 1 && seed <= 10000) return seed;
  throw invalidAt(place, `ZDITHER0 = ${seed}; it must be a whole number from 1 to 10000.`, { keyword: "ZDITHER0" });
}
