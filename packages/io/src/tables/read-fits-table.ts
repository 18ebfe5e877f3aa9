import { type ByteSource, type Column, type ColumnData, GammakitError, type Table, tableOf } from "@gammakit/core";
import { type FitsColumn, type FitsTable, isReservedKeyword, type ReadFitsOptions, readFits } from "@gammakit/fits";
import { integersOf } from "./integer-column.ts";

/** Options of `readFitsTable`. */
export interface ReadFitsTableOptions extends Omit<ReadFitsOptions, "select"> {
  /** EXTNAME or number of the table; the first one of the file when absent. */
  readonly hdu?: string | number;
}

/** A table of a FITS file. Throws "invalid-file" where it has none, and as `tableFromFits`. */
export async function readFitsTable(
  source: ByteSource | ArrayBuffer | Uint8Array<ArrayBuffer> | Blob,
  { hdu, ...options }: ReadFitsTableOptions = {},
): Promise<Table> {
  const file = await readFits(source, options);
  const first = file.hdus.find((unit) => unit.kind === "table");
  if (hdu === undefined && first === undefined) {
    throw new GammakitError("invalid-file", `${file.name} has no table.`, { file: file.name });
  }
  return tableFromFits(file.table(hdu ?? first?.index ?? 0));
}

/**
 * A FITS table with all its columns in memory: floating-point and scaled numbers as doubles, integers as Int32Array where
 * they fit, logicals as truth values, TCOMM as description, all other keywords as meta. Nulls and undefined logicals are
 * NaN, for which their column becomes one of doubles. Throws "unsupported", naming the column, for complex numbers, for
 * arrays of variable length and for integers beyond 2^53.
 */
export function tableFromFits(table: FitsTable): Table {
  const columns = table.columns.map((column) => readColumn(table, column));
  const meta: Record<string, string | number | boolean> = {};
  for (const { keyword, value, problem } of table.header.cards) {
    if (keyword === "" || isReservedKeyword(keyword) || problem !== undefined) continue;
    if (keyword === "COMMENT" || keyword === "HISTORY") {
      meta[keyword] = meta[keyword] === undefined ? String(value) : `${meta[keyword]}\n${String(value)}`;
    } else if (!Object.hasOwn(meta, keyword)) {
      meta[keyword] = metaValue(value);
    }
  }
  return tableOf(table.name, columns, meta);
}

function metaValue(value: unknown): string | number | boolean {
  if (value === undefined || value === "NaN") return Number.NaN;
  if (value === "Inf" || value === "-Inf") return value === "Inf" ? Infinity : -Infinity;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return String(value);
}

function readColumn(table: FitsTable, column: FitsColumn): Column {
  const { name, number, unit } = column;
  const description = table.header.string(`TCOMM${number}`) ?? "";
  const shape = cellShape(table, column);
  const data = readData(table, column);
  const base = {
    name: name === "" ? `col${number}` : name,
    unit,
    data,
    ...(description === "" ? {} : { description }),
  };
  return shape === undefined ? base : { ...base, shape };
}

/** Slowest axis first; a TDIM of (1) tells a vector of one element from a single value. */
function cellShape(table: FitsTable, { type, number, repeat, dim }: FitsColumn): readonly number[] | undefined {
  const axes = type === "A" ? dim.slice(1) : dim;
  const isSingle = axes.length === 0 || (type !== "A" && repeat === 1 && !table.header.has(`TDIM${number}`));
  return isSingle ? undefined : [...axes].reverse();
}

function readData(table: FitsTable, column: FitsColumn): ColumnData {
  const { type, number, descriptor } = column;
  if (descriptor !== undefined) throw unsupported(table, column, "has arrays of variable length");
  switch (type) {
    case "A":
      return table.strings(number);
    case "L":
      return truthValues(table.column(number) as Uint8Array);
    case "X":
      return Int32Array.from(table.column(number) as Uint8Array);
    case "C":
    case "M":
      throw unsupported(table, column, "has complex numbers");
    default:
      return numbers(table, column);
  }
}

function truthValues(codes: Uint8Array): ColumnData {
  if (codes.includes(255)) return Float64Array.from(codes, (code) => (code === 255 ? Number.NaN : code));
  return Array.from(codes, (code) => code === 1);
}

function numbers(table: FitsTable, column: FitsColumn): ColumnData {
  const { type, number } = column;
  const values = table.numbers(number);
  if (!"BIJK".includes(type)) return values;
  const limit = Number.MAX_SAFE_INTEGER;
  if (type === "K" && values.some((value) => value > limit || value < -limit)) {
    throw unsupported(table, column, "has integers beyond 2^53");
  }
  return column.scale === 1 ? integersOf(values) : values;
}

function unsupported(table: FitsTable, { name, number, form }: FitsColumn, what: string): GammakitError {
  const where = `${table.file}, HDU ${table.index} (${table.name}), column ${name || number}`;
  return new GammakitError("unsupported", `${where} ${what} (${form}), which a table in memory cannot hold.`, {
    where,
  });
}
