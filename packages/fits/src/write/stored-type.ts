import type { WritableColumn, WritableNumbers, WritableType } from "./writable.ts";

/** How numbers are stored: a letter, and what is taken off before. */
export interface StoredType {
  readonly type: WritableType;
  /** TZERO or BZERO of the convention for unsigned integers and signed bytes. FITS 4.0, section 5.2.5. */
  readonly zero: number | bigint;
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
export function columnType({ data, type }: WritableColumn): StoredType {
  const natural = ArrayBuffer.isView(data) ? storedTypeOf(data as WritableNumbers) : listType(data);
  return type === undefined || type === natural.type ? natural : { type, zero: 0 };
}

function listType(data: ArrayLike<unknown>): StoredType {
  const first = data.length === 0 ? "" : data[0];
  if (typeof first === "boolean") return { type: "L", zero: 0 };
  return { type: typeof first === "string" ? "A" : "D", zero: 0 };
}

/** Bytes per element, of A per character. */
export const typeBytes: Readonly<Record<WritableType, number>> = { L: 1, B: 1, I: 2, J: 4, K: 8, E: 4, D: 8, A: 1 };
