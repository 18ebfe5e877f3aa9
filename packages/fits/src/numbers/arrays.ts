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

export function readInt16({ view, offset, stride, rows, repeat }: Field): Int16Array<ArrayBuffer> {
  const out = new Int16Array(rows * repeat);
  let n = 0;
  for (let row = 0, start = offset; row < rows; row++, start += stride) {
    const end = start + 2 * repeat;
    for (let at = start; at < end; at += 2) out[n++] = view.getInt16(at);
  }
  return out;
}

export function readInt32({ view, offset, stride, rows, repeat }: Field): Int32Array<ArrayBuffer> {
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

export function readFloat64({ view, offset, stride, rows, repeat }: Field): Float64Array<ArrayBuffer> {
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
export function readInt64({ view, offset, stride, rows, repeat }: Field): BigInt64Array<ArrayBuffer> {
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
