import {
  type BigArray,
  type Field,
  type NumberArray,
  readFloat32,
  readFloat64,
  readInt16,
  readInt32,
  readInt64,
  readInt64AsDouble,
  readUint8,
} from "./arrays.ts";

/** Types of numbers that a column or an image can hold. */
export type NumberType = "B" | "I" | "J" | "K" | "E" | "D";

/** How stored numbers become physical ones: stored × scale + zero. */
export interface Scaling {
  readonly scale: number;
  readonly zero: number;
  /** The stored integer that stands for "no value". */
  readonly null?: number | bigint | undefined;
}

/** Numbers as they are stored. */
export function readStored(type: NumberType, field: Field): NumberArray | BigArray {
  switch (type) {
    case "B":
      return readUint8(field);
    case "I":
      return readInt16(field);
    case "J":
      return readInt32(field);
    case "K":
      return readInt64(field);
    case "E":
      return readFloat32(field);
    case "D":
      return readFloat64(field);
  }
}

/**
 * Physical values in the narrowest type that holds them exactly: the stored type without scaling, an unsigned or
 * signed-byte type by the convention of FITS 4.0, section 5.2.5 (zero 2^15, 2^31, 2^63 or −128), else doubles, in which
 * a null is NaN.
 */
export function readPhysical(type: NumberType, field: Field, scaling: Scaling): NumberArray | BigArray {
  const { scale, zero } = scaling;
  if (scale !== 1) return readDoubles(type, field, scaling);
  if (zero === 0) return readStored(type, field);
  if (zero === offsets[type]) return flipSign(readStored(type, field) as Int16Array<ArrayBuffer>, type);
  return readDoubles(type, field, scaling);
}

/** Physical values as doubles; nulls are NaN. */
export function readDoubles(type: NumberType, field: Field, scaling: Scaling): Float64Array<ArrayBuffer> {
  const { scale, zero } = scaling;
  // Stored numbers near -2^63 are not exact as doubles, though what they stand for is.
  const isUnsignedLong = type === "K" && scale === 1 && zero === offsets.K;
  const values = isUnsignedLong ? unsignedLongs(field) : widen(type, field);
  const nulls = scaling.null === undefined || type === "E" || type === "D" ? undefined : scaling.null;
  if (nulls !== undefined) setNulls(type, field, values, nulls);
  if (!isUnsignedLong && (scale !== 1 || zero !== 0)) scaleInPlace(values, scale, zero);
  return values;
}

/** Zeros that by convention turn the sign around. */
const offsets: Readonly<Record<NumberType, number | undefined>> = {
  B: -128,
  I: 2 ** 15,
  J: 2 ** 31,
  K: 2 ** 63,
  E: undefined,
  D: undefined,
};

function widen(type: NumberType, field: Field): Float64Array<ArrayBuffer> {
  if (type === "D") return readFloat64(field);
  if (type === "K") return readInt64AsDouble(field);
  return new Float64Array(readStored(type, field) as NumberArray);
}

function unsignedLongs(field: Field): Float64Array<ArrayBuffer> {
  return Float64Array.from(flipSign(readInt64(field), "K") as BigUint64Array<ArrayBuffer>, Number);
}

function scaleInPlace(values: Float64Array<ArrayBuffer>, scale: number, zero: number): void {
  for (let i = 0; i < values.length; i++) values[i] = values[i] * scale + zero;
}

function setNulls(type: NumberType, field: Field, values: Float64Array<ArrayBuffer>, none: number | bigint): void {
  if (type === "K") {
    const stored = readInt64(field);
    const wanted = BigInt(none);
    for (let i = 0; i < stored.length; i++) if (stored[i] === wanted) values[i] = Number.NaN;
    return;
  }
  const wanted = Number(none);
  for (let i = 0; i < values.length; i++) if (values[i] === wanted) values[i] = Number.NaN;
}

/** Adding half the range is turning the highest bit. */
function flipSign(stored: NumberArray | BigArray, type: NumberType): NumberArray | BigArray {
  const { buffer } = stored;
  switch (type) {
    case "B": {
      const bytes = new Uint8Array(buffer);
      for (let i = 0; i < bytes.length; i++) bytes[i] ^= 0x80;
      return new Int8Array(buffer);
    }
    case "I": {
      const shorts = new Uint16Array(buffer);
      for (let i = 0; i < shorts.length; i++) shorts[i] ^= 0x8000;
      return shorts;
    }
    case "J": {
      const words = new Uint32Array(buffer);
      for (let i = 0; i < words.length; i++) words[i] ^= 0x80000000;
      return words;
    }
    default: {
      const longs = new BigUint64Array(buffer);
      for (let i = 0; i < longs.length; i++) longs[i] ^= 0x8000000000000000n;
      return longs;
    }
  }
}
