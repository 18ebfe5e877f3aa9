import type { FitsFile, FitsTable } from "@gammakit/fits";
import { placeName } from "../dl3/events.ts";
import { mapFault } from "../maps/map-fault.ts";

/** A table of an OGIP file: by what HDUCLAS1 or HDUCLAS2 says it is, else by its name; undefined where there is none. */
export function findTable(file: FitsFile, hduClass: string, names: readonly string[]): FitsTable | undefined {
  const tables = file.hdus.filter((hdu) => hdu.kind === "table");
  const isOf = ({ header }: FitsTable, level: number) =>
    header.string(`HDUCLAS${level}`)?.trim().toUpperCase() === hduClass;
  return (
    tables.find((table) => isOf(table, 1) || isOf(table, 2)) ??
    tables.find((table) => names.includes(table.name.trim().toUpperCase()))
  );
}

/** A string of a header without padding; undefined where it is blank or "none", which in OGIP is the same. */
export function wordOf(table: FitsTable, keyword: string): string | undefined {
  const text = table.header.string(keyword)?.trim() ?? "";
  return text === "" || /^none$/i.test(text) ? undefined : text;
}

/** A number for each row: of the column, else of the keyword of that name, else `assumed`. Logicals count as 0 and 1. */
export function columnOrKeyword(table: FitsTable, name: string, assumed: number): Float64Array {
  if (table.has(name)) {
    const values = table.describe(name).type === "L" ? table.column(name) : table.numbers(name);
    if (values.length === table.rowCount) return Float64Array.from(values as ArrayLike<number>);
    throw mapFault(placeName(table), `column ${name} has several values in a row`, { column: name });
  }
  const found = table.header.get(name);
  const value = typeof found === "boolean" ? Number(found) : (found ?? assumed);
  if (typeof value !== "number") {
    throw mapFault(
      placeName(table),
      `the keyword ${name} is ${JSON.stringify(String(value))}, and a number is needed`,
      {
        keyword: name,
      },
    );
  }
  return new Float64Array(table.rowCount).fill(value);
}

/** The values of each row of a column of arrays, of fixed or variable length. */
export function arrayCells(table: FitsTable, name: string): readonly ArrayLike<number>[] {
  const { descriptor } = table.describe(name);
  if (descriptor !== undefined) return Array.from(table.column(name) as readonly ArrayLike<number>[]);
  const values = table.numbers(name);
  const repeat = values.length / Math.max(1, table.rowCount);
  return Array.from({ length: table.rowCount }, (_, row) => values.subarray(row * repeat, (row + 1) * repeat));
}
