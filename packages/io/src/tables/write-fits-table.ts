import { type Column, formatUnit, type Table } from "@gammakit/core";
import { isReservedKeyword, type WritableCard, type WritableColumn, writeFits } from "@gammakit/fits";
import { asciiText } from "./ascii-text.ts";

/**
 * A table as a FITS file with one binary table. Descriptions are TCOMM, meta keywords: those that FITS can spell as they
 * are, others by the HIERARCH convention. Text is spelled in ASCII ("σ" is "sigma"), as FITS knows nothing else; NaN and
 * infinities of the meta are the strings NaN, Inf and -Inf. Meta that describes the form of another file (NAXIS1,
 * CHECKSUM, …) is left out. FITS 4.0, section 7.3.
 */
export function writeFitsTable(table: Table): Uint8Array<ArrayBuffer> {
  const header = Object.entries(table.meta).flatMap(([key, value]) => metaCard(key, value) ?? []);
  const { rowCount, name } = table;
  return writeFits([
    { kind: "table", name: asciiText(name), rowCount, columns: table.columns.map(fitsColumn), header },
  ]);
}

function fitsColumn({ name, unit, description = "", data, shape }: Column): WritableColumn {
  const isText = typeof data[0] === "string";
  const cells = isText ? (data as readonly string[]).map(asciiText) : data;
  const base = { name: asciiText(name), unit: unitText(unit), comment: asciiText(description), data: cells };
  return shape === undefined ? base : { ...base, shape: [...shape].reverse() };
}

/** A unit as it is, but `µs` is `us`: the standard has its own letters for prefixes. FITS 4.0, section 4.3.1. */
function unitText(unit: string): string {
  if (!/[^ -~]/.test(unit)) return unit;
  try {
    return asciiText(formatUnit(unit));
  } catch {
    return asciiText(unit);
  }
}

function metaCard(key: string, value: string | number | boolean): WritableCard | undefined {
  if (isReservedKeyword(key)) return undefined;
  if (key === "COMMENT" || key === "HISTORY")
    return { keyword: key, value: String(value).split("\n").map(asciiText).join("\n") };
  const keyword = /^[A-Z0-9_-]{1,8}$/.test(key) ? key : `HIERARCH ${hierarchName(key)}`;
  if (typeof value === "string") return { keyword, value: asciiText(value) };
  return { keyword, value: typeof value === "number" && !Number.isFinite(value) ? specialText(value) : value };
}

/** No number of a FITS header; `readFitsTable` makes it one again. */
function specialText(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
}

function hierarchName(key: string): string {
  const name = asciiText(key)
    .replace(/[^\w.+ -]/g, "_")
    .replace(/ +/g, " ")
    .trim();
  return name === "" ? "_" : name;
}
