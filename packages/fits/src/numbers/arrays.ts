import { littleEndian, toNative } from "./byte-order.ts";

/** Where the elements of a column, a heap array or an image stand: `rows` runs of `repeat` elements, `stride` bytes apart. */
export interface Field {
  readonly view: DataView<ArrayBuffer>;
  /** Of the first element [bytes]. */
  readonly offset: number;
  readonly stride: number;
  readonly rows: number;
  readonly repeat: number;
}

/** Arrays that elements are read into. */
export type NumberArray =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** Arrays of 64-bit integers. */
export type BigArray = BigInt64Array<ArrayBuffer> | BigUint64Array<ArrayBuffer>;

// One loop per size, so that each stays compiled for one type of array.

export function readUint8({ view, offset, stride, rows, repeat }: Field): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(rows * repeat);
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (stride === repeat || rows === 1) {
    out.set(bytes.subarray(offset, offset + rows * repeat));
    return out;
  }
  let n = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    for (let at = start; at < start + repeat; at++) out[n++] = bytes[at];
  }
  return out;
}

/** The bytes of all elements one after another, in the order of the machine: each of `size` bytes, 4 or 8. */
function nativeBytes(field: Field, size: 4 | 8): ArrayBuffer {
  const { view, offset, stride, rows, repeat } = field;
  const start = view.byteOffset + offset;
  const length = repeat * size;
  // An image, or a column of a table with one row or one column, stands so in the file.
  const isRun = rows === 1 || stride === length;
  const bytes = isRun ? view.buffer.slice(start, start + rows * length) : gather(field, length / 4);
  toNative(bytes, size);
  return bytes;
}

/** Runs of `each` words of 4 bytes, as stored: moved as integers, which keep the bits of every NaN. */
function gather({ view, offset, stride, rows }: Field, each: number): ArrayBuffer {
  const out = new Int32Array(rows * each);
  if (out.length === 0) return out.buffer;
  const start = view.byteOffset + offset;
  if ((start | stride) % 4 === 0) {
    const step = stride / 4;
    gatherWords(new Int32Array(view.buffer, start, (rows - 1) * step + each), step, each, out);
  } else gatherUnaligned(view, offset, stride, 4 * each, out);
  return out.buffer;
}

/** Those that lie `step` words apart. Without a view of bytes, which is slow as long as a loop is not compiled. */
function gatherWords(words: Int32Array, step: number, each: number, out: Int32Array): void {
  for (let n = 0, first = 0; n < out.length; first += step) {
    for (let at = first; at < first + each; at++) out[n++] = words[at];
  }
}

/** The same where they do not lie on multiples of 4 bytes. */
function gatherUnaligned(view: DataView, offset: number, stride: number, each: number, out: Int32Array): void {
  for (let n = 0, first = offset; n < out.length; first += stride) {
    for (let at = first; at < first + each; at += 4) out[n++] = view.getInt32(at, littleEndian);
  }
}

export function readInt16({ view, offset, stride, rows, repeat }: Field): Int16Array<ArrayBuffer> {
  const out = new Int16Array(rows * repeat);
  let n = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    const end = start + 2 * repeat;
    for (let at = start; at < end; at += 2) out[n++] = view.getInt16(at);
  }
  return out;
}

export function readInt32(field: Field): Int32Array<ArrayBuffer> {
  return new Int32Array(nativeBytes(field, 4));
}

export function readFloat32(field: Field): Float32Array<ArrayBuffer> {
  return new Float32Array(nativeBytes(field, 4));
}

export function readFloat64(field: Field): Float64Array<ArrayBuffer> {
  return new Float64Array(nativeBytes(field, 8));
}

export function readInt64(field: Field): BigInt64Array<ArrayBuffer> {
  return new BigInt64Array(nativeBytes(field, 8));
}

/** 64-bit integers as the nearest doubles. */
export function readInt64AsDouble({ view, offset, stride, rows, repeat }: Field): Float64Array<ArrayBuffer> {
  const out = new Float64Array(rows * repeat);
  let n = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    const end = start + 8 * repeat;
    for (let at = start; at < end; at += 8) out[n++] = view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4);
  }
  return out;
}
