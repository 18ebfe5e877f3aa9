import { toNative32, toNative64 } from "./byte-order.ts";

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

// One loop per type, so that each stays compiled for that type alone.

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

/** Whether the elements stand one after another: an image, a column of a table with one row or one column. */
function isRun({ stride, rows, repeat }: Field, size: number): boolean {
  return rows === 1 || stride === size * repeat;
}

/** The bytes of elements that stand one after another. */
function copyRun({ view, offset, rows, repeat }: Field, size: number): ArrayBuffer {
  const start = view.byteOffset + offset;
  return view.buffer.slice(start, start + rows * repeat * size);
}

function nativeRun64(field: Field): ArrayBuffer {
  const run = copyRun(field, 8);
  toNative64(run);
  return run;
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
  if (isRun(field, 4)) {
    const run = copyRun(field, 4);
    toNative32(run);
    return new Int32Array(run);
  }
  const { view, offset, stride, rows, repeat } = field;
  const out = new Int32Array(rows * repeat);
  let n = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    const end = start + 4 * repeat;
    for (let at = start; at < end; at += 4) out[n++] = view.getInt32(at);
  }
  return out;
}

/** Through integers: the bits stay as they are, those of every NaN too, and the loop is one that is compiled anyway. */
export function readFloat32(field: Field): Float32Array<ArrayBuffer> {
  return new Float32Array(readInt32(field).buffer);
}

export function readFloat64(field: Field): Float64Array<ArrayBuffer> {
  if (isRun(field, 8)) return new Float64Array(nativeRun64(field));
  const { view, offset, stride, rows, repeat } = field;
  const out = new Float64Array(rows * repeat);
  let n = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    const end = start + 8 * repeat;
    for (let at = start; at < end; at += 8) out[n++] = view.getFloat64(at);
  }
  return out;
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Through pairs of 32-bit words: no bigint is made. */
export function readInt64(field: Field): BigInt64Array<ArrayBuffer> {
  if (isRun(field, 8)) return new BigInt64Array(nativeRun64(field));
  const { view, offset, stride, rows, repeat } = field;
  const out = new BigInt64Array(rows * repeat);
  const words = new Int32Array(out.buffer);
  const high = littleEndian ? 1 : 0;
  let n = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    const end = start + 8 * repeat;
    for (let at = start; at < end; at += 8) {
      words[n + high] = view.getInt32(at);
      words[n + 1 - high] = view.getInt32(at + 4);
      n += 2;
    }
  }
  return out;
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
