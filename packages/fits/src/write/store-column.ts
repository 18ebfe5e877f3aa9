import { refused } from "./refused.ts";
import { numbersPerElement, type StoredType, typeBytes } from "./stored-type.ts";
import type { WritableColumn } from "./writable.ts";

/** The elements of a column, or of one cell of variable length. */
export type Elements = Pick<WritableColumn, "data" | "null">;

/** Where the elements of a column go: `rows` runs of `repeat` elements, `stride` bytes apart. */
export interface Target {
  readonly view: DataView<ArrayBuffer>;
  /** Of the first element [bytes]. */
  readonly offset: number;
  readonly stride: number;
  readonly rows: number;
}

/**
 * Writes the elements of a column into the rows of a table, `count` in each; `length` is the number of characters of
 * strings, else 1. Throws "invalid-input" for those that its type cannot hold.
 */
export function storeColumn(
  column: Elements,
  stored: StoredType,
  length: number,
  count: number,
  target: Target,
  place: string,
): void {
  if (stored.type === "X") {
    storeBits(column, count, target, place);
    return;
  }
  const { view, offset, stride, rows } = target;
  const set = setterOf(column, stored, length, view, place);
  const parts = numbersPerElement(stored.type);
  const step = (length * typeBytes[stored.type]) / parts;
  let i = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    for (let k = 0, at = start; k < count * parts; k++, at += step) set(at, i++);
  }
}

/** Bits, the highest of a byte first. */
function storeBits({ data }: Elements, count: number, { view, offset, stride, rows }: Target, place: string): void {
  let i = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    for (let k = 0; k < count; k++, i++) {
      const value: unknown = data[i];
      const at = start + (k >> 3);
      if (value === true || value === 1) view.setUint8(at, view.getUint8(at) | (0x80 >> (k & 7)));
      else if (value !== false && value !== 0) {
        throw refused(place, `element ${i + 1} is ${String(value)}; type X is for bits: 1 and 0, true and false.`);
      }
    }
  }
}

/** A function that stores element `i` at a byte. */
function setterOf(
  { data, null: none }: Elements,
  stored: StoredType,
  length: number,
  view: DataView<ArrayBuffer>,
  place: string,
): (at: number, i: number) => void {
  const numbers = data as ArrayLike<number | bigint>;
  const integer = integerAt(data, stored, none, place);
  switch (stored.type) {
    case "A":
      return (at, i) => setString(view, at, (data as readonly string[])[i], length);
    case "L":
      return (at, i) => view.setUint8(at, logicalCode(data[i], i, place));
    case "E":
    case "C":
      return (at, i) => view.setFloat32(at, single(numbers[i], i, place));
    case "D":
    case "M":
      return (at, i) => view.setFloat64(at, double(numbers[i], i, place));
    case "B":
      return (at, i) => view.setUint8(at, Number(integer(i)));
    case "I":
      return (at, i) => view.setInt16(at, Number(integer(i)));
    case "J":
      return (at, i) => view.setInt32(at, Number(integer(i)));
    case "K":
      return (at, i) => view.setBigInt64(at, BigInt(integer(i)));
    case "X":
      throw new Error("bits are stored together");
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
  { type, zero, scale }: StoredType,
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
    const stored = scale === undefined ? unscaled(value, zero) : scaled(value, scale, Number(zero));
    if (stored === undefined) {
      throw refused(
        place,
        `element ${i + 1} is ${String(value)}, and the column holds integers (${type}). Use type D.`,
      );
    }
    if (stored >= lowest && stored <= highest) return stored;
    throw refused(place, `element ${i + 1} is ${String(value)}, beyond the range of type ${type}. Use a wider type.`);
  };
}

/** A whole number with `zero` taken off; undefined for anything else. */
function unscaled(value: unknown, zero: number | bigint): number | bigint | undefined {
  if (typeof value === "bigint") return typeof zero === "bigint" ? value - zero : shifted(value, zero);
  return typeof value === "number" && Number.isInteger(value) ? shifted(value, Number(zero)) : undefined;
}

function shifted(value: number | bigint, zero: number): number | bigint {
  return zero === 0 ? value : Number(value) - zero;
}

function scaled(value: unknown, scale: number, zero: number): number | undefined {
  return typeof value === "number" ? Math.round((value - zero) / scale) : undefined;
}
