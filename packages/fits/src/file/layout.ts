import type { GammakitError } from "@gammakit/core";
import type { CardHeader } from "../header/header.ts";
import { invalidAt, type Place } from "./place.ts";

/** Size and form of the data of a header-data unit. FITS 4.0, section 4.4.1. */
export interface Layout {
  /** "" for the first unit. */
  readonly extension: string;
  /** 8, 16, 32, 64 for integers, −32 and −64 for floating-point numbers. */
  readonly bitpix: number;
  /** Lengths of the axes, fastest first. */
  readonly axes: readonly number[];
  /** Bytes after the table, or parameters per group. */
  readonly pcount: number;
  readonly gcount: number;
  readonly isGroups: boolean;
  /** Bytes of data, without the padding to a full block. */
  readonly dataLength: number;
}

const bitpixValues = [8, 16, 32, 64, -32, -64];
const maxAxes = 999;

/** The layout that a header states. An error names the keyword that makes no sense. */
export function readLayout(header: CardHeader, place: Place): Layout {
  const bitpix = requireInteger(header, place, "BITPIX");
  if (!bitpixValues.includes(bitpix)) {
    throw invalidAt(place, `BITPIX = ${bitpix}; it must be one of ${bitpixValues.join(", ")}.`, { keyword: "BITPIX" });
  }
  const naxis = requireInteger(header, place, "NAXIS");
  if (naxis < 0 || naxis > maxAxes) {
    throw invalidAt(place, `NAXIS = ${naxis}; it must be from 0 to ${maxAxes}.`, { keyword: "NAXIS" });
  }
  const axes = Array.from({ length: naxis }, (_, i) => requireCount(header, place, `NAXIS${i + 1}`));
  const isGroups = axes[0] === 0 && header.boolean("GROUPS") === true;
  const extension = header.string("XTENSION")?.trim() ?? "";
  // Of a first unit these two count for random groups only.
  const hasCounts = extension !== "" || isGroups;
  const pcount = hasCounts && header.has("PCOUNT") ? requireCount(header, place, "PCOUNT") : 0;
  const gcount = hasCounts && header.has("GCOUNT") ? requireCount(header, place, "GCOUNT") : 1;
  if (tables.includes(extension)) checkTable(place, { BITPIX: [bitpix, 8], NAXIS: [naxis, 2], GCOUNT: [gcount, 1] });
  if (gcount === 0 && naxis > 0 && !isGroups) {
    throw invalidAt(place, "GCOUNT = 0; of anything but random groups it must be 1.", { keyword: "GCOUNT" });
  }
  const elements = naxis === 0 ? 0 : pcount + product(isGroups ? axes.slice(1) : axes);
  const dataLength = (Math.abs(bitpix) / 8) * gcount * elements;
  return { extension, bitpix, axes, pcount, gcount, isGroups, dataLength };
}

const tables = ["BINTABLE", "A3DTABLE", "TABLE"];

function checkTable(place: Place, values: Readonly<Record<string, readonly [number, number]>>): void {
  for (const [keyword, [value, wanted]] of Object.entries(values)) {
    if (value === wanted) continue;
    throw invalidAt(place, `${keyword} = ${value}; of a table it must be ${wanted}.`, { keyword });
  }
}

/** What the header says about the size, for a message about a file that is too short for it. */
function describeLayout({ bitpix, axes, pcount, gcount }: Layout): string {
  const lengths = axes.slice(0, 6).map((length, i) => `NAXIS${i + 1} = ${length}`);
  const parts = [`BITPIX = ${bitpix}`, `NAXIS = ${axes.length}`, ...lengths];
  if (pcount !== 0) parts.push(`PCOUNT = ${pcount}`);
  if (gcount !== 1) parts.push(`GCOUNT = ${gcount}`);
  return parts.join(", ");
}

/** An error about data that end too early: `left` bytes of them are there. */
export function truncated(layout: Layout, place: Place, left: number): GammakitError {
  const needed = layout.dataLength;
  const message = `the data is truncated: ${describeLayout(layout)} make ${needed} bytes, but ${left} are left in the file.`;
  return invalidAt(place, message, { needed, left });
}

/** The value of a mandatory keyword that must be a whole number. */
export function requireInteger(header: CardHeader, place: Place, keyword: string): number {
  if (!header.has(keyword)) {
    throw invalidAt(place, `the header has no ${keyword}, so the data cannot be read.`, { keyword });
  }
  const value = header.get(keyword);
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (typeof value === "bigint") return Number(value);
  throw invalidAt(place, `${keyword} must be a whole number, not ${showValue(header, keyword)}.`, { keyword });
}

function requireCount(header: CardHeader, place: Place, keyword: string): number {
  const value = requireInteger(header, place, keyword);
  // Beyond, whole numbers are not exact, and no file is as large.
  if (value >= 0 && value < 2 ** 53) return value;
  throw invalidAt(place, `${keyword} = ${value}; it must not be ${value < 0 ? "negative" : "as large"}.`, { keyword });
}

function showValue(header: CardHeader, keyword: string): string {
  const card = header.cards.find((candidate) => candidate.keyword === keyword);
  const value = card?.value;
  if (typeof value === "string") return `'${value.slice(0, 40)}'`;
  return card?.problem ?? String(value);
}

function product(lengths: readonly number[]): number {
  let total = 1;
  for (const length of lengths) total *= length;
  return total;
}
