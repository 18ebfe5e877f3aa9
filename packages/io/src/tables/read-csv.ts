import { type Column, type ColumnData, type Table, tableOf } from "@gammakit/core";
import { requireUnique, requireWidth, splitRecords } from "./delimited.ts";
import { integersOf } from "./integer-column.ts";
import { parseNumberText } from "./number-text.ts";
import type { ReadTableOptions } from "./read-ecsv.ts";

/**
 * A table from CSV, whose first line names the columns. A column of integers is an Int32Array where they fit, one of other numbers
 * doubles, in which fields of nothing or of blanks are NaN; one of "true" and "false" is one of truth values; all others are strings,
 * as are numbers that would lose digits: 007, and integers beyond 2^53. Columns `name[0]`, `name[1]`, … become one of vectors. RFC 4180.
 */
export function readCsv(text: string, { name: file = "(text)" }: ReadTableOptions = {}): Table {
  const [first, ...records] = splitRecords(text, ",", file);
  if (first === undefined) return tableOf("", []);
  const names = first.fields.map((name, i) => (name.trim() === "" ? `col${i + 1}` : name.trim()));
  requireUnique(names, file);
  for (const record of records) requireWidth(record, names, file);
  const columns = names.map((name, i) => {
    return { name, unit: "", data: columnData(records.map(({ fields }) => fields[i])) };
  });
  return tableOf("", joinVectors(columns, file));
}

function columnData(cells: readonly string[]): ColumnData {
  const numbers = cells.map(cellNumber);
  if (!numbers.includes(undefined)) {
    const values = Float64Array.from(numbers as number[]);
    return cells.length > 0 && cells.every((cell) => /^\s*[+-]?\d+\s*$/.test(cell)) ? integersOf(values) : values;
  }
  const words = cells.map((cell) => cell.trim().toLowerCase());
  if (words.every((word) => word === "true" || word === "false")) return words.map((word) => word === "true");
  return cells;
}

function cellNumber(cell: string): number | undefined {
  if (cell.trim() === "") return Number.NaN;
  const value = parseNumberText(cell);
  const losesDigits =
    /^\s*[+-]?(0\d|\d+\s*$)/.test(cell) && (/^\s*[+-]?0\d/.test(cell) || !Number.isSafeInteger(value));
  return losesDigits ? undefined : value;
}

/** Runs of columns `name[0][0]`, `name[0][1]`, … as one column of cells. */
function joinVectors(columns: readonly Column[], file: string): Column[] {
  const joined: Column[] = [];
  for (let i = 0; i < columns.length; ) {
    const { name, indices } = parseSubscripts(columns[i].name);
    let end = i + 1;
    while (indices.length > 0 && end < columns.length && parseSubscripts(columns[end].name).name === name) end++;
    const parts = columns.slice(i, end);
    joined.push(...(joinRun(name, parts) ?? parts));
    i = end;
  }
  requireUnique(
    joined.map((column) => column.name),
    file,
  );
  return joined;
}

function parseSubscripts(text: string): { name: string; indices: readonly number[] } {
  const indices: number[] = [];
  let end = text.length;
  while (text[end - 1] === "]") {
    const open = text.lastIndexOf("[", end - 1);
    const digits = text.slice(open + 1, end - 1);
    if (open < 0 || !/^\d{1,9}$/.test(digits)) break;
    indices.push(Number(digits));
    end = open;
  }
  return end === 0 ? { name: text, indices: [] } : { name: text.slice(0, end), indices: indices.reverse() };
}

/** Undefined where the columns are not all elements of a cell in their order, or differ in type. */
function joinRun(name: string, parts: readonly Column[]): Column[] | undefined {
  const indices = parts.map((part) => parseSubscripts(part.name).indices);
  const shape = indices[indices.length - 1].map((index) => index + 1);
  const size = shape.reduce((product, n) => product * n, 1);
  const isComplete =
    shape.length > 0 && size === parts.length && indices.every((index, k) => isElement(index, k, shape));
  if (!isComplete) return undefined;
  const rows = parts[0].data.length;
  const values = Array.from({ length: rows * size }, (_, i) => parts[i % size].data[Math.floor(i / size)]);
  const type = typeof (values[0] ?? 0);
  if (values.some((value) => typeof value !== type)) return undefined;
  if (type !== "number") return [{ name, unit: "", data: values as boolean[] | string[], shape }];
  const numbers = Float64Array.from(values as number[]);
  const areIntegers = parts.every((part) => part.data instanceof Int32Array);
  return [{ name, unit: "", data: areIntegers ? integersOf(numbers) : numbers, shape }];
}

function isElement(index: readonly number[], k: number, shape: readonly number[]): boolean {
  if (index.length !== shape.length) return false;
  return index.reduce((flat, at, axis) => flat * shape[axis] + at, 0) === k;
}
