import { type Column, cellSize, type Table } from "@gammakit/core";
import { digitsOf, numberShown, valueShown } from "./number-shown.ts";

/** A column of a table for reading. */
export interface ShownColumn {
  readonly name: string;
  readonly unit: string;
  readonly isNumber: boolean;
  /** The text of a row. */
  readonly cell: (row: number) => string;
}

const longestText = 40;
const mostElements = 3;

/** The columns of a table for reading: a value and its errors are one. */
export function shownColumns(table: Table): ShownColumn[] {
  const taken = new Set<Column>();
  const merged = new Map<Column, readonly Column[]>();
  const named = new Map(table.columns.map((column) => [column.name, column]));
  for (const column of table.columns) {
    const errors = errorsOf(named, column);
    if (errors.length > 0) merged.set(column, errors);
    for (const error of errors) taken.add(error);
  }
  return table.columns
    .filter((column) => !taken.has(column))
    .map((column) => {
      const errors = merged.get(column);
      return errors === undefined ? shown(column) : withErrors(column, errors);
    });
}

/** The symmetric error, else those downward and upward, where they are in the unit of the value. */
function errorsOf(named: ReadonlyMap<string, Column>, column: Column): readonly Column[] {
  if (!isPlain(column)) return [];
  const find = (suffix: string) => {
    const error = named.get(column.name + suffix);
    return error?.unit === column.unit ? error : undefined;
  };
  const [both, down, up] = [find("_err"), find("_errn"), find("_errp")];
  if (both !== undefined && down === undefined && up === undefined) return isPlain(both) ? [both] : [];
  return down !== undefined && up !== undefined && isPlain(down) && isPlain(up)
    ? [down, up, ...(both === undefined ? [] : [both])]
    : [];
}

function isPlain({ data, shape }: Column): boolean {
  return data instanceof Float64Array && shape === undefined;
}

function withErrors({ name, unit, data }: Column, errors: readonly Column[]): ShownColumn {
  const values = data as Float64Array;
  const cell = (row: number) => {
    const [first, second, symmetric = Number.NaN] = errors.map((error) => (error.data as Float64Array)[row]);
    if (errors.length === 1) return valueShown(values[row], [first]);
    // A symmetric error beside the two others says nothing new, but a row may lack one of them.
    const areSided = (Number.isFinite(first) && Number.isFinite(second)) || !Number.isFinite(symmetric);
    return valueShown(values[row], areSided ? [first, second] : [symmetric]);
  };
  return { name, unit, isNumber: true, cell };
}

function shown(column: Column): ShownColumn {
  const { name, unit, data } = column;
  const isNumber = data instanceof Float64Array || data instanceof Int32Array;
  const digits = data instanceof Float64Array ? digitsOf(data) : 0;
  const text = (value: number | boolean | string) => {
    if (typeof value !== "number") return clipped(String(value));
    return data instanceof Int32Array ? String(value) : numberShown(value, digits);
  };
  if (column.shape === undefined) return { name, unit, isNumber, cell: (row) => text(data[row]) };
  const size = cellSize(column);
  const cell = (row: number) => {
    const parts = Array.from({ length: Math.min(size, mostElements) }, (_, k) => text(data[row * size + k]));
    return `[${[...parts, ...(size > mostElements ? ["…"] : [])].join(", ")}]`;
  };
  return { name, unit, isNumber, cell };
}

function clipped(text: string): string {
  const characters = Array.from(text);
  return characters.length <= longestText ? text : `${characters.slice(0, longestText - 1).join("")}…`;
}
