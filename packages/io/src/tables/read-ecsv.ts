import { type Column, type ColumnData, GammakitError, type Table, tableOf } from "@gammakit/core";
import { parseYaml, type YamlMap, type YamlValue } from "../models/parse-yaml.ts";
import { requireUnique, requireWidth, splitRecords } from "./delimited.ts";
import { integersOf } from "./integer-column.ts";
import { parseNumberText } from "./number-text.ts";

/** Options of the readers of text tables. */
export interface ReadTableOptions {
  /** Of the file, for messages. */
  readonly name?: string;
}

const largestCell = 1_000_000;

interface ColumnHeader {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  /** numpy's name of the type of one element. */
  readonly type: string;
  readonly shape?: readonly number[];
}

/**
 * A table from ECSV 1.0 (astropy, APE 6). Integers become Int32Array where they fit, else doubles; a missing number or
 * truth value is NaN, for which its column becomes one of doubles; a missing string is "". Of the meta, numbers, strings
 * and truth values are kept as they are, lists and mappings as JSON.
 * Throws "invalid-file" for what is not ECSV, "unsupported" for complex numbers and cells of different lengths.
 */
export function readEcsv(text: string, { name: file = "(text)" }: ReadTableOptions = {}): Table {
  const { header, body, lineCount } = splitHeader(text.startsWith("\uFEFF") ? text.slice(1) : text, file);
  const columns = columnHeaders(header, file);
  const names = columns.map(({ name }) => name);
  requireUnique(names, file);
  const delimiter = header.delimiter === "," ? "," : " ";
  const [first, ...records] = splitRecords(body, delimiter, file, lineCount + 1);
  if ((first?.fields ?? []).join("\n") !== names.join("\n")) {
    const message = `${file}: the line of names (${shown(first?.fields ?? [])}) does not agree with the columns of the header (${shown(names)}).`;
    throw new GammakitError("invalid-file", message, { file, names, found: first?.fields });
  }
  for (const record of records) requireWidth(record, names, file);
  const read = columns.map((column, i) => {
    const cells = records.map(({ fields }) => fields[i]);
    return readColumn(column, cells, (row) => `${file}, line ${records[row].line}, column ${column.name}`);
  });
  const { EXTNAME: title, ...meta } = readMeta(header.meta);
  return tableOf(title === undefined ? "" : String(title), read, meta);
}

function splitHeader(text: string, file: string): { header: YamlMap; body: string; lineCount: number } {
  const lines: string[] = [];
  let at = 0;
  while (text[at] === "#") {
    const end = text.indexOf("\n", at);
    const stop = end < 0 ? text.length : end;
    lines.push(
      text
        .slice(at + 1, stop)
        .replace(/^ /, "")
        .trimEnd(),
    );
    at = stop + 1;
  }
  if (!/^%ECSV 1\.\d/.test(lines[0] ?? "")) {
    throw new GammakitError("invalid-file", `${file} is not ECSV: it does not begin with "# %ECSV 1.0".`, { file });
  }
  const yaml = lines
    .slice(1)
    .filter((line) => line !== "---")
    .map(withoutTag);
  const header = parseYaml(yaml.join("\n"), file);
  if (!isMap(header))
    throw new GammakitError("invalid-file", `${file}: the header of an ECSV must be a mapping.`, { file });
  return { header, body: text.slice(at), lineCount: lines.length };
}

/** Tags of Python objects, which may stand behind an anchor, say nothing that is needed here; their values are plain data. */
function withoutTag(line: string): string {
  return line.replace(/^((?:[^'"]*[:,[{-] )?(?:&\w+ )?)!!?[\w.:/-]+(?= |$)/, "$1");
}

/** As many names as fit into a message. */
function shown(names: readonly string[]): string {
  const text = names.join(", ");
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

function columnHeaders({ datatype }: YamlMap, file: string): ColumnHeader[] {
  if (!Array.isArray(datatype)) {
    throw new GammakitError("invalid-file", `${file}: the header of an ECSV needs a list "datatype".`, { file });
  }
  return datatype.map((entry: YamlValue, i) => {
    if (!isMap(entry) || entry.name === undefined || typeof entry.datatype !== "string") {
      throw new GammakitError("invalid-file", `${file}: entry ${i + 1} of datatype needs a name and a datatype.`, {
        file,
      });
    }
    const { name, unit = "", description = "", datatype: type, subtype } = entry;
    const common = { name: String(name), unit: String(unit ?? ""), description: String(description ?? "") };
    return typeof subtype === "string"
      ? { ...common, ...vectorType(subtype, `${file}, column ${name}`) }
      : { ...common, type };
  });
}

/** `float64[2,3]`: cells of 2 × 3 doubles. Anything else in JSON stays the text that it is. */
function vectorType(subtype: string, where: string): { type: string; shape?: readonly number[] } {
  if (subtype === "json") return { type: "string" };
  const [, type, lengths] = /^(\w+)\[([\d,]+)\]$/.exec(subtype.replaceAll(" ", "")) ?? [];
  if (type !== undefined) return { type, shape: checkedShape(lengths.split(",").map(Number), where) };
  const message = `${where}: cells of the type ${subtype} are not read, as they can differ in length.`;
  throw new GammakitError("unsupported", message, { where, subtype });
}

function checkedShape(shape: readonly number[], where: string): readonly number[] {
  const size = shape.reduce((product, n) => product * n, 1);
  if (size >= 1 && size <= largestCell) return shape;
  const message = `${where}: cells of ${size} elements are not read, only those of 1 to ${largestCell}.`;
  throw new GammakitError("limit-exceeded", message, { where, shape });
}

function readColumn(header: ColumnHeader, cells: readonly string[], where: (row: number) => string): Column {
  const { name, unit, description, type, shape } = header;
  const data = shape === undefined ? scalars(type, cells, where) : vectors(type, shape, cells, where);
  const base = { name, unit, data, ...(description === "" ? {} : { description }) };
  return shape === undefined ? base : { ...base, shape };
}

function scalars(type: string, cells: readonly string[], where: (row: number) => string): ColumnData {
  if (type === "string") return cells;
  if (type === "bool")
    return truthValues(
      cells.map((cell) => (cell === "" ? null : cell === "True" ? true : cell === "False" ? false : cell)),
      where,
    );
  return numbers(
    type,
    cells.map((cell) => (cell === "" ? null : (parseNumberText(cell) ?? cell))),
    where,
  );
}

function vectors(
  type: string,
  shape: readonly number[],
  cells: readonly string[],
  where: (row: number) => string,
): ColumnData {
  const size = shape.reduce((product, n) => product * n, 1);
  const values = cells.flatMap((cell, row) => {
    const flat = cell === "" ? new Array<unknown>(size).fill(null) : parseCell(cell, type, shape, where(row));
    if (flat.length === size) return flat;
    throw new GammakitError(
      "invalid-file",
      `${where(row)}: the cell is not a list of the shape [${shape.join(", ")}].`,
      { cell },
    );
  });
  const cellOf = (i: number) => where(Math.floor(i / size));
  if (type === "string") return strings(values, cellOf);
  return type === "bool" ? truthValues(values, cellOf) : numbers(type, values, cellOf);
}

function strings(values: readonly unknown[], where: (i: number) => string): readonly string[] {
  return values.map((value, i) => {
    if (value === null || typeof value === "string") return value ?? "";
    throw new GammakitError("invalid-file", `${where(i)}: ${brief(value)} is not a string.`, { value });
  });
}

/** The elements of nested lists, in which Python writes NaN and Infinity. */
function parseCell(cell: string, type: string, shape: readonly number[], where: string): readonly unknown[] {
  const json = type === "string" ? cell : cell.replaceAll("NaN", "null").replaceAll("Infinity", "1e999");
  try {
    return (JSON.parse(json) as unknown[]).flat(shape.length - 1);
  } catch (cause) {
    throw new GammakitError("invalid-file", `${where}: ${brief(cell)} is not a list in JSON.`, { cell }, cause);
  }
}

function truthValues(values: readonly unknown[], where: (i: number) => string): ColumnData {
  const wrong = values.findIndex((value) => value !== null && typeof value !== "boolean");
  if (wrong >= 0) {
    throw new GammakitError(
      "invalid-file",
      `${where(wrong)}: ${JSON.stringify(values[wrong])} is neither True nor False.`,
    );
  }
  if (!values.includes(null)) return values as boolean[];
  return Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
}

function numbers(type: string, values: readonly unknown[], where: (i: number) => string): ColumnData {
  if (!/^(u?int|float)\d+$/.test(type)) {
    throw new GammakitError("unsupported", `${where(0)}: the type ${type} is not read.`, { type });
  }
  const isFloat = type.startsWith("float");
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    const isFine = typeof value === "number" && (isFloat || values[i] === null || Number.isSafeInteger(value));
    if (!isFine) {
      const message = `${where(i)}: ${brief(value)} is not a number of the type ${type} that can be kept exactly.`;
      throw new GammakitError("invalid-file", message, { value });
    }
    out[i] = value;
  }
  return isFloat ? out : integersOf(out);
}

/** A mapping, or what YAML calls an ordered one: a list of mappings of one entry each. */
function readMeta(meta: YamlValue | undefined): Record<string, string | number | boolean> {
  const maps = Array.isArray(meta) ? meta.filter(isMap) : isMap(meta) ? [meta] : [];
  const out: Record<string, string | number | boolean> = {};
  for (const [key, value] of maps.flatMap((map) => Object.entries(map))) {
    if (key === "__serialized_columns__" || value === null) continue;
    out[key] = typeof value === "object" ? JSON.stringify(value) : value;
  }
  return out;
}

function isMap(value: YamlValue | undefined): value is YamlMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a message shows it: nobody reads more of one that is wrong. */
function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}
