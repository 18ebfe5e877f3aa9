import { GammakitError } from "@gammakit/core";
import { requirePrintable } from "./card-text.ts";
import { columnType, type StoredType, typeBytes } from "./stored-type.ts";
import type { WritableCard, WritableColumn, WritableType } from "./writable.ts";

/** Where the elements of a column go: `rows` runs of `repeat` elements, `stride` bytes apart. */
interface Target {
  readonly view: DataView<ArrayBuffer>;
  /** Of the first element [bytes]. */
  readonly offset: number;
  readonly stride: number;
  readonly rows: number;
}

/** A column that knows how it is described and stored. */
export interface PackedColumn {
  /** Of the column in a row [bytes]. */
  readonly width: number;
  /** Undefined where cells are empty, so that any number of rows has the same data. */
  readonly rows: number | undefined;
  /** Its cards as column `number`, 1 for the first. */
  cards(number: number): WritableCard[];
  store(target: Target): void;
}

/** Checks a column and tells how it is stored. `where` names the table in messages. */
export function packColumn(column: WritableColumn, where: string): PackedColumn {
  const place = `${where}, column ${column.name}`;
  checkName(column.name, where);
  const stored = columnType(column);
  const { type } = stored;
  const shape = column.shape ?? [];
  const count = cellCount(shape, place);
  const length = type === "A" ? stringLength(column, place) : 1;
  if (column.null !== undefined && !"BIJK".includes(type)) {
    throw refused(place, `null is for columns of integers, and this one is of type ${type}. Leave it out.`);
  }
  const repeat = count * length;
  const rows = count === 0 ? undefined : column.data.length / count;
  if (rows !== undefined && !Number.isInteger(rows)) {
    throw refused(place, `${column.data.length} values do not make whole cells of ${count}. Check shape.`);
  }
  return {
    width: repeat * typeBytes[type],
    rows,
    cards: (number) => columnCards(column, stored, repeat, dimOf(type, shape, length), number),
    store: (target) => storeColumn(column, stored, length, count, target, place),
  };
}

/** A "refused" input of a place in a file to be written. */
export function refused(where: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
  return new GammakitError("invalid-input", `${where}: ${message}`, { where, ...details });
}

function checkName(name: string, where: string): void {
  requirePrintable(name, `the column name ${JSON.stringify(name)}`, where);
  if (name === "" || name !== name.trim() || name.length > 66) {
    throw refused(
      where,
      `${JSON.stringify(name)} cannot be the name of a column: it must have 1 to 66 characters, none of them a blank at an end.`,
    );
  }
}

function cellCount(shape: readonly number[], place: string): number {
  if (shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
    return shape.reduce((product, length) => product * length, 1);
  }
  throw refused(place, `shape [${shape.join(", ")}] must be whole numbers.`, { shape });
}

/** Characters per string. */
function stringLength({ data, width }: WritableColumn, place: string): number {
  let longest = 0;
  for (let i = 0; i < data.length; i++) {
    const text: unknown = data[i];
    if (typeof text !== "string") throw refused(place, `element ${i + 1} is ${String(text)}; type A is for strings.`);
    requirePrintable(text, `element ${i + 1}`, place);
    longest = Math.max(longest, text.length);
  }
  if (width === undefined) return Math.max(longest, 1);
  if (Number.isSafeInteger(width) && width >= longest && width > 0) return width;
  throw refused(place, `width is ${width}, but the longest string has ${longest} characters.`, { width, longest });
}

/** TDIM, where it says more than TFORM does. */
function dimOf(type: WritableType, shape: readonly number[], length: number): readonly number[] | undefined {
  if (type === "A") return shape.length === 0 ? undefined : [length, ...shape];
  return shape.length > 1 || (shape.length === 1 && shape[0] === 1) ? shape : undefined;
}

function columnCards(
  { name, unit = "", comment = "", display = "", null: none }: WritableColumn,
  { type, zero }: StoredType,
  repeat: number,
  dim: readonly number[] | undefined,
  number: number,
): WritableCard[] {
  const cards: WritableCard[] = [
    { keyword: `TTYPE${number}`, value: name },
    { keyword: `TFORM${number}`, value: repeat === 1 ? type : `${repeat}${type}` },
  ];
  const add = (keyword: string, value: WritableCard["value"]) => cards.push({ keyword: `${keyword}${number}`, value });
  if (unit !== "") add("TUNIT", unit);
  if (dim !== undefined) add("TDIM", `(${dim.join(",")})`);
  if (Number(zero) !== 0) add("TSCAL", 1);
  if (Number(zero) !== 0) add("TZERO", zero);
  if (none !== undefined) add("TNULL", none);
  if (display !== "") add("TDISP", display);
  if (comment !== "") add("TCOMM", comment);
  return cards;
}

function storeColumn(
  column: WritableColumn,
  stored: StoredType,
  length: number,
  count: number,
  { view, offset, stride, rows }: Target,
  place: string,
): void {
  const set = setterOf(column, stored, length, view, place);
  const step = length * typeBytes[stored.type];
  let i = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    for (let k = 0, at = start; k < count; k++, at += step) set(at, i++);
  }
}

/** A function that stores element `i` at a byte. */
function setterOf(
  { data, null: none }: WritableColumn,
  { type, zero }: StoredType,
  length: number,
  view: DataView<ArrayBuffer>,
  place: string,
): (at: number, i: number) => void {
  const numbers = data as ArrayLike<number | bigint>;
  const integer = integerAt(data, type, zero, none, place);
  switch (type) {
    case "A":
      return (at, i) => setString(view, at, (data as readonly string[])[i], length);
    case "L":
      return (at, i) => view.setUint8(at, logicalCode(data[i], i, place));
    case "E":
      return (at, i) => view.setFloat32(at, single(numbers[i], i, place));
    case "D":
      return (at, i) => view.setFloat64(at, double(numbers[i], i, place));
    case "B":
      return (at, i) => view.setUint8(at, Number(integer(i)));
    case "I":
      return (at, i) => view.setInt16(at, Number(integer(i)));
    case "J":
      return (at, i) => view.setInt32(at, Number(integer(i)));
    case "K":
      return (at, i) => view.setBigInt64(at, BigInt(integer(i)));
  }
}

function setString(view: DataView<ArrayBuffer>, at: number, text: string, length: number): void {
  for (let k = 0; k < length; k++) view.setUint8(at + k, k < text.length ? text.charCodeAt(k) : 0);
}

function logicalCode(value: unknown, i: number, place: string): number {
  if (value === true || value === 1) return 0x54;
  if (value === false || value === 0) return 0x46;
  if (value === 255) return 0;
  throw refused(
    place,
    `element ${i + 1} is ${String(value)}; type L is for true and false, 1 and 0, or 255 for neither.`,
  );
}

function double(value: unknown, i: number, place: string): number {
  if (typeof value === "number") return value;
  if (typeof value !== "bigint") throw refused(place, `element ${i + 1} is ${String(value)}, not a number.`);
  const near = Number(value);
  if (BigInt(near) === value) return near;
  throw refused(place, `element ${i + 1}, ${value}, has more digits than a double holds. Use type K.`);
}

function single(value: unknown, i: number, place: string): number {
  const exact = double(value, i, place);
  if (Number.isFinite(exact) && !Number.isFinite(Math.fround(exact))) {
    throw refused(place, `element ${i + 1}, ${exact}, is beyond the range of type E. Use type D.`);
  }
  return exact;
}

const ranges: Readonly<Record<string, readonly [number | bigint, number | bigint]>> = {
  B: [0, 255],
  I: [-(2 ** 15), 2 ** 15 - 1],
  J: [-(2 ** 31), 2 ** 31 - 1],
  K: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** A function that gives element `i` as it is stored in a column of integers. */
function integerAt(
  data: WritableColumn["data"],
  type: WritableType,
  zero: number | bigint,
  none: number | bigint | undefined,
  place: string,
): (i: number) => number | bigint {
  const [lowest, highest] = ranges[type] ?? [0, 0];
  return (i) => {
    const value: unknown = data[i];
    if (Number.isNaN(value)) {
      if (none !== undefined) return none;
      throw refused(
        place,
        `element ${i + 1} is NaN, and the column holds integers (${type}). Give the column a null, or use type D.`,
      );
    }
    const isWhole = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
    if (!isWhole)
      throw refused(
        place,
        `element ${i + 1} is ${String(value)}, and the column holds integers (${type}). Use type D.`,
      );
    const stored =
      typeof zero === "bigint" && typeof value === "bigint"
        ? value - zero
        : shifted(value as number | bigint, Number(zero));
    if (stored >= lowest && stored <= highest) return stored;
    throw refused(place, `element ${i + 1} is ${String(value)}, beyond the range of type ${type}. Use a wider type.`);
  };
}

function shifted(value: number | bigint, zero: number): number | bigint {
  return zero === 0 ? value : Number(value) - zero;
}
