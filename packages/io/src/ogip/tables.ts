import type { FitsFile, FitsTable } from "@gammakit/fits";
import { placeName } from "../dl3/events.ts";
import { mapFault, mapUnsupported } from "../maps/map-fault.ts";

/**
 * The table of an OGIP file of some class: by what HDUCLAS1 or HDUCLAS2 says it is, else by its name; undefined where there is
 * none. Throws "unsupported" where there are several, as the first alone would be only a part of what is meant.
 */
export function findTable(file: FitsFile, hduClass: string, names: readonly string[]): FitsTable | undefined {
  const tables = file.hdus.filter((hdu) => hdu.kind === "table");
  const classesOf = (table: FitsTable) => [1, 2].map((level) => upperWord(table, `HDUCLAS${level}`));
  const classed = tables.filter((table) => classesOf(table).includes(hduClass));
  const named = tables.filter((table) => names.includes(table.name.trim().toUpperCase()));
  const unclassed = named.filter((table) => classesOf(table).every((word) => word === undefined));
  const [first, ...others] = classed.length > 0 ? [...classed, ...unclassed] : named;
  if (others.length === 0) return first;
  const found = [first, ...others]
    .map(({ index, name }) => `HDU ${index}${name === "" ? "" : ` (${name})`}`)
    .join(", ");
  throw mapUnsupported(
    file.name,
    `it has ${others.length + 1} ${hduClass} tables, ${found}, and only one can be used. ${remedies[hduClass] ?? "Leave one in the file"}`,
    { hdus: [first, ...others].map(({ index }) => index) },
  );
}

const remedies: Readonly<Record<string, string>> = {
  SPECTRUM: "Write each spectrum to its own file",
  RSP_MATRIX: "If the matrices are parts of one, write their sum as one matrix, else write each to its own file",
  SPECRESP: "Write each effective area to its own file",
};

/** A string of a header without padding; undefined where it is blank or "none", which in OGIP is the same. */
export function wordOf(table: FitsTable, keyword: string): string | undefined {
  const text = table.header.string(keyword)?.trim() ?? "";
  return text === "" || /^none$/i.test(text) ? undefined : text;
}

/** A word of a header in capitals; undefined where it is blank or "none". */
export function upperWord(table: FitsTable, keyword: string): string | undefined {
  return wordOf(table, keyword)?.toUpperCase();
}

/** Throws "invalid-file" where CHANNEL does not have every channel once, one after another, whatever number the first has. */
export function checkChannelColumn(table: FitsTable): void {
  if (!table.has("CHANNEL")) return;
  const channels = table.numbers("CHANNEL");
  const wrong = channels.findIndex((channel, i) => i > 0 && channel !== channels[i - 1] + 1);
  if (wrong < 0) return;
  const what = `column CHANNEL is ${channels[wrong]} in row ${wrong + 1} after ${channels[wrong - 1]}; every channel must be there once, in rising order`;
  throw mapFault(placeName(table), what, { column: "CHANNEL", row: wrong });
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
