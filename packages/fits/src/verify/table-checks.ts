import type { FitsColumn } from "../table/column.ts";
import type { ColumnValues, FitsTable } from "../table/table.ts";

/** What is wrong with the columns of a table, though they can be read. */
export function checkColumns(table: FitsTable): string[] {
  return table.columns.flatMap((column) => [...checkColumn(table, column)]);
}

function* checkColumn(table: FitsTable, column: FitsColumn): Iterable<string> {
  const { name, number, display, type } = column;
  if (name === "") yield `column ${number} has no name (TTYPE${number}).`;
  if (/[^A-Za-z0-9_]/.test(name)) yield `the column name "${name}" has characters other than letters, digits and _.`;
  if (/^[IBOZ]/.test(display) && "EDCM".includes(type)) {
    yield `TDISP${number} = '${display}' is for whole numbers, but column ${name} is of type ${type}.`;
  }
  if (column.null !== undefined && "EDCM".includes(type) && table.header.get("XTENSION") === "BINTABLE") {
    yield `TNULL${number} must not be used with floating-point numbers.`;
  }
  if (type === "L") yield* checkLogicals(column, table.column(number));
  if (type === "A" && column.descriptor === undefined) yield* checkStrings(column, table.column(number) as string[]);
  if (table.header.get("XTENSION") === "TABLE") yield* checkPoints(column, table);
}

function* checkLogicals({ name, descriptor }: FitsColumn, values: ColumnValues): Iterable<string> {
  const cells = descriptor === undefined ? [values as Uint8Array] : (values as Uint8Array[]);
  if (cells.some((cell) => cell.includes(255))) yield `column ${name} has values other than T and F.`;
}

/** Numbers without a point are read with an implied one, which other programs may not do. */
function* checkPoints({ name, number, form }: FitsColumn, table: FitsTable): Iterable<string> {
  if (!/^[FED]\d+\.[1-9]/.test(form)) return;
  const row = table.strings(number).findIndex((text) => /^\s*[+-]?\d+\s*$/.test(text));
  if (row >= 0)
    yield `column ${name}, row ${row + 1}: the number has no point, so its last digits are taken as decimals.`;
}

function* checkStrings({ name }: FitsColumn, values: readonly string[]): Iterable<string> {
  const row = values.findIndex((value) => /[^ -~]/.test(value));
  if (row >= 0) yield `column ${name} has characters that are not printable ASCII, the first in element ${row + 1}.`;
}
