import type { WritableCell, WritableColumn, WritableNumbers, WritableType } from "./writable.ts";

/** How numbers are stored: a letter, and what is taken off before. */
export interface StoredType {
  readonly type: WritableType;
  /** TZERO or BZERO of the convention for unsigned integers and signed bytes. FITS 4.0, section 5.2.5. */
  readonly zero: number | bigint;
  /** TSCAL; without it the values are whole and stay as they are. */
  readonly scale?: number;
}

/** The stored type that holds the numbers of a typed array exactly. */
export function storedTypeOf(data: WritableNumbers): StoredType {
  if (data instanceof Uint8Array) return { type: "B", zero: 0 };
  if (data instanceof Int8Array) return { type: "B", zero: -128 };
  if (data instanceof Int16Array) return { type: "I", zero: 0 };
  if (data instanceof Uint16Array) return { type: "I", zero: 2 ** 15 };
  if (data instanceof Int32Array) return { type: "J", zero: 0 };
  if (data instanceof Uint32Array) return { type: "J", zero: 2 ** 31 };
  if (data instanceof BigInt64Array) return { type: "K", zero: 0n };
  if (data instanceof BigUint64Array) return { type: "K", zero: 2n ** 63n };
  if (data instanceof Float32Array) return { type: "E", zero: 0 };
  return { type: "D", zero: 0 };
}

/** The stored type of a column: what it asks for, else what holds its values exactly. An empty list is one of strings. */
export function columnType({ data, type, scaling }: WritableColumn): StoredType {
  const natural = ArrayBuffer.isView(data) ? storedTypeOf(data as WritableNumbers) : listType(data);
  if (scaling !== undefined) return { type: type ?? natural.type, ...scaling };
  return type === undefined || type === natural.type ? natural : { type, zero: 0 };
}

/** The stored type of a cell of a column of variable-length arrays. */
export function cellType(cell: WritableCell): StoredType {
  if (typeof cell === "string") return { type: "A", zero: 0 };
  if (ArrayBuffer.isView(cell)) return storedTypeOf(cell as WritableNumbers);
  return typeof cell[0] === "boolean" ? { type: "L", zero: 0 } : { type: "D", zero: 0 };
}

function listType(data: ArrayLike<unknown>): StoredType {
  const first = data.length === 0 ? "" : data[0];
  if (typeof first === "boolean") return { type: "L", zero: 0 };
  return { type: typeof first === "string" ? "A" : "D", zero: 0 };
}

/** Bytes per element, of A per character. Bits (X) take as many bytes as they need together. */
export const typeBytes: Readonly<Record<WritableType, number>> = {
  L: 1,
  X: 0,
  B: 1,
  I: 2,
  J: 4,
  K: 8,
  E: 4,
  D: 8,
  C: 8,
  M: 16,
  A: 1,
};

/** Bytes that `count` elements take after each other. */
export function elementsBytes(type: WritableType, count: number): number {
  return type === "X" ? Math.ceil(count / 8) : count * typeBytes[type];
}

/** How many numbers an element is given as: complex numbers are two. */
export function numbersPerElement(type: WritableType): number {
  return type === "C" || type === "M" ? 2 : 1;
}
