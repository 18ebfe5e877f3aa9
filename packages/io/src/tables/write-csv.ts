import { type Column, cellSize, type Table } from "@gammakit/core";
import { quoteField } from "./delimited.ts";
import { numberText } from "./number-text.ts";
import { subscripts } from "./subscripts.ts";

/**
 * A table as CSV: a line of names, then a line per row. Doubles have as many digits as give them back, and NaN is an empty
 * field. The elements of a vector cell stand in columns of their own: `name[0]`, `name[1]`, of a matrix `name[0][0]`.
 * Units, descriptions and meta are lost; ECSV keeps them. RFC 4180.
 */
export function writeCsv(table: Table): string {
  const columns = table.columns.flatMap(flatColumns);
  if (columns.length === 0) return "";
  const lines = [columns.map(({ name }) => field(name)).join(",")];
  for (let row = 0; row < table.rowCount; row++) lines.push(columns.map(({ cell }) => cell(row)).join(","));
  // A line of one empty field would be no line at all.
  return lines.map((line) => `${line === "" ? '""' : line}\r\n`).join("");
}

interface FlatColumn {
  readonly name: string;
  readonly cell: (row: number) => string;
}

function flatColumns(column: Column): FlatColumn[] {
  const { name, data, shape = [] } = column;
  const size = cellSize(column);
  return Array.from({ length: size }, (_, k) => ({
    name: name + subscripts(k, shape),
    cell: (row) => (data instanceof Int32Array ? String(data[row * size + k]) : valueText(data[row * size + k])),
  }));
}

function valueText(value: number | boolean | string): string {
  if (typeof value === "string") return field(value);
  if (typeof value === "boolean") return String(value);
  return Number.isNaN(value) ? "" : numberText(value);
}

function field(text: string): string {
  return quoteField(text, /[",\r\n]|^\s|\s$/);
}
