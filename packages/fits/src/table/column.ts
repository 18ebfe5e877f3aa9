import { requireInteger } from "../file/layout.ts";
import { invalidAt, type Place } from "../file/place.ts";
import type { Warn } from "../file/unit.ts";
import type { CardHeader } from "../header/header.ts";
import type { NumberType, Scaling } from "../numbers/scaling.ts";

/**
 * Letter of a binary column: L logical, X bits, B I J K integers of 8 to 64 bits, A characters, E D floating point,
 * C M pairs of them. Of a column of an ASCII table: A I F E D.
 */
export type ColumnType = "L" | "X" | "B" | "I" | "J" | "K" | "A" | "E" | "D" | "C" | "M" | "F";

/** What the header says about a column of a table. */
export interface FitsColumn {
  /** TTYPE; "" where there is none. */
  readonly name: string;
  /** Number of the column, 1 for the first. */
  readonly number: number;
  /** TUNIT; "" where there is none. */
  readonly unit: string;
  /** TFORM as it stands in the header. */
  readonly form: string;
  /** Type of the elements, of a column of variable-length arrays that of their elements. */
  readonly type: ColumnType;
  /** Elements per row: characters for A, bits for X; 0 or 1 arrays for variable-length arrays. */
  readonly repeat: number;
  /** TDIM, fastest axis first; [repeat] where there is none. */
  readonly dim: readonly number[];
  /** "P" or "Q" for variable-length arrays. */
  readonly descriptor?: "P" | "Q" | undefined;
  /** TSCAL, 1 where there is none. */
  readonly scale: number;
  /** TZERO, 0 where there is none. */
  readonly zero: number;
  /** TNULL: the stored value that stands for none. A string in an ASCII table. */
  readonly null?: number | bigint | string | undefined;
  /** TDISP; "" where there is none. */
  readonly display: string;
  /** Of the column in a row [bytes]. */
  readonly offset: number;
  readonly width: number;
}

/** Whether a column of a binary table holds numbers, as many in each row. */
export function isNumberColumn(column: FitsColumn): column is FitsColumn & { readonly type: NumberType } {
  return column.descriptor === undefined && "BIJKED".includes(column.type);
}

/** How the stored numbers of a column become physical ones. */
export function scalingOf({ scale, zero, null: none }: FitsColumn): Scaling {
  return { scale, zero, null: typeof none === "string" ? undefined : none };
}

/** Bytes per element of each type of binary column; X counts separately. */
export const elementBytes: Readonly<Record<ColumnType, number>> = {
  L: 1,
  X: 1,
  B: 1,
  I: 2,
  J: 4,
  K: 8,
  A: 1,
  E: 4,
  D: 8,
  C: 8,
  M: 16,
  F: 0,
};

const maxFields = 999;
const binaryTypes = "LXBIJKAEDCM";

/** Number of columns, from 0 to 999. */
export function readFieldCount(header: CardHeader, place: Place): number {
  const count = requireInteger(header, place, "TFIELDS");
  if (count >= 0 && count <= maxFields) return count;
  throw invalidAt(place, `TFIELDS = ${count}; it must be from 0 to ${maxFields}.`, { keyword: "TFIELDS" });
}

/** The columns of a binary table, one after the other in a row of `rowLength` bytes. FITS 4.0, section 7.3. */
export function readBinaryColumns(header: CardHeader, place: Place, rowLength: number, warn: Warn): FitsColumn[] {
  const columns: FitsColumn[] = [];
  const count = readFieldCount(header, place);
  const isPlain = !rarer.test(header.text);
  let offset = 0;
  for (let number = 1; number <= count; number++) {
    const column = readBinaryColumn(header, place, number, offset, isPlain, warn);
    columns.push(column);
    offset += column.width;
    if (offset > rowLength) throw tooWide(place, column, offset, rowLength);
  }
  if (offset < rowLength) {
    warn(place, `the columns take ${offset} of the ${rowLength} bytes that NAXIS1 gives a row; the rest is ignored.`);
  }
  return columns;
}

function tooWide(place: Place, { number, form }: FitsColumn, end: number, rowLength: number) {
  const keyword = `TFORM${number}`;
  const message = `${keyword} = '${form}' ends at byte ${end} of a row, but NAXIS1 = ${rowLength}.`;
  return invalidAt(place, message, { keyword });
}

function readBinaryColumn(
  header: CardHeader,
  place: Place,
  number: number,
  offset: number,
  isPlain: boolean,
  warn: Warn,
): FitsColumn {
  const form = readForm(header, place, number);
  const parsed = parseBinaryForm(form);
  if (parsed === undefined) {
    const message = `TFORM${number} = '${form}' is no form of a binary column, such as '1E', '32A' or '1PJ(40)'.`;
    throw invalidAt(place, message, { keyword: `TFORM${number}` });
  }
  const { type, repeat, descriptor } = parsed;
  const width = binaryWidth(type, descriptor, repeat);
  if (!Number.isSafeInteger(width)) {
    throw invalidAt(place, `TFORM${number} = '${form}' repeats too often.`, { keyword: `TFORM${number}` });
  }
  const dim = readDim(header, place, number, repeat, descriptor !== undefined, warn);
  return completeColumn(header, place, number, { form, type, repeat, dim, descriptor, offset, width }, isPlain, warn);
}

/** `rT`, `rPT` or `rQT`: a number, perhaps P or Q, and a letter. What follows says how long the longest array is. */
function parseBinaryForm(form: string): Pick<FitsColumn, "type" | "repeat" | "descriptor"> | undefined {
  let at = 0;
  while (form.charCodeAt(at) >= 0x30 && form.charCodeAt(at) <= 0x39) at++;
  const repeat = at === 0 ? 1 : Number(form.slice(0, at));
  const first = form.charAt(at);
  const descriptor = first === "P" || first === "Q" ? first : undefined;
  const type = descriptor === undefined ? first : form.charAt(at + 1);
  if (type === "" || !binaryTypes.includes(type)) return undefined;
  return { type: type as ColumnType, repeat, descriptor };
}

function binaryWidth(type: ColumnType, descriptor: "P" | "Q" | undefined, repeat: number): number {
  if (descriptor !== undefined) return repeat * (descriptor === "P" ? 8 : 16);
  return type === "X" ? Math.ceil(repeat / 8) : repeat * elementBytes[type];
}

/** TFORMn; an error where it is absent. */
export function readForm(header: CardHeader, place: Place, number: number): string {
  const form = header.string(`TFORM${number}`);
  if (form !== undefined) return form.trim();
  throw invalidAt(place, `the header has no TFORM${number}, so the table cannot be read.`, {
    keyword: `TFORM${number}`,
  });
}

/** What binary and ASCII columns find out in ways of their own. */
export type ColumnForm = Pick<FitsColumn, "form" | "type" | "repeat" | "dim" | "descriptor" | "offset" | "width">;

/** Keywords of columns that most tables do without: one search tells it for all columns. */
const rarer = /T(SCAL|ZERO|NULL|DISP)/;

/** The column of that form with all that binary and ASCII columns have in common. */
export function completeColumn(
  header: CardHeader,
  place: Place,
  number: number,
  own: ColumnForm,
  isPlain: boolean,
  warn: Warn,
): FitsColumn {
  return {
    name: header.string(`TTYPE${number}`)?.trim() ?? "",
    number,
    unit: header.string(`TUNIT${number}`)?.trim() ?? "",
    form: own.form,
    type: own.type,
    repeat: own.repeat,
    dim: own.dim,
    descriptor: own.descriptor,
    scale: isPlain ? 1 : readFactor(header, place, `TSCAL${number}`, 1),
    zero: isPlain ? 0 : readFactor(header, place, `TZERO${number}`, 0),
    null: isPlain ? undefined : readNull(header, place, number, warn),
    display: isPlain ? "" : (header.string(`TDISP${number}`)?.trim() ?? ""),
    offset: own.offset,
    width: own.width,
  };
}

/** A keyword that scales; an error where it is there and no number. */
export function readFactor(header: CardHeader, place: Place, keyword: string, absent: number): number {
  if (!header.has(keyword)) return absent;
  const value = header.number(keyword);
  if (value !== undefined) return value;
  if (header.get(keyword) === undefined) return absent;
  throw invalidAt(place, `${keyword} must be a number, not ${JSON.stringify(header.get(keyword))}.`, { keyword });
}

function readNull(header: CardHeader, place: Place, number: number, warn: Warn): number | bigint | string | undefined {
  const keyword = `TNULL${number}`;
  if (!header.has(keyword)) return undefined;
  const value = header.get(keyword);
  if (Number.isInteger(value) || typeof value === "bigint") return value as number | bigint;
  if (header.extensionType?.trim() === "TABLE" && typeof value === "string") return value;
  warn(place, `${keyword} is not a whole number; it is ignored.`);
  return undefined;
}

/** TDIM where it fits the column: the product of its lengths may be smaller than `repeat`, never larger. */
function readDim(
  header: CardHeader,
  place: Place,
  number: number,
  repeat: number,
  isVariable: boolean,
  warn: Warn,
): readonly number[] {
  const keyword = `TDIM${number}`;
  if (!header.has(keyword)) return [repeat];
  const text = header.string(keyword) ?? "";
  const lengths = parseDim(text);
  const product = lengths.reduce((total, length) => total * length, 1);
  const fits = isVariable || product === repeat || (product > 0 && product < repeat);
  if (lengths.length > 0 && fits) return lengths;
  warn(place, `${keyword} = '${text}' does not fit a column of ${repeat} elements per row; it is ignored.`);
  return [repeat];
}

/** The lengths in `(96,160,6)`; none where the text is something else. */
function parseDim(text: string): number[] {
  const inside = text.trim();
  if (!inside.startsWith("(") || !inside.endsWith(")")) return [];
  const lengths = inside
    .slice(1, -1)
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return lengths.every((length) => Number.isSafeInteger(length) && length >= 0) ? lengths : [];
}
