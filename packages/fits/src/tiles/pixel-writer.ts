import type { BigArray, NumberArray } from "../numbers/arrays.ts";
import { TileDamage } from "./tile-damage.ts";
import type { TileBox, Tiling } from "./tiling.ts";

/** Puts tiles where they belong in the bytes of an image, which are in the byte order of FITS. */
export class PixelWriter {
  readonly bytes: Uint8Array<ArrayBuffer>;
  private readonly view: DataView;
  private readonly shape: readonly number[];
  private readonly width: number;
  private readonly set: (at: number, value: number) => void;

  constructor({ bitpix, shape }: Tiling) {
    this.shape = shape;
    this.width = Math.abs(bitpix) / 8;
    const count = shape.length === 0 ? 0 : shape.reduce((total, length) => total * length, 1);
    this.bytes = new Uint8Array(count * this.width);
    this.view = new DataView(this.bytes.buffer);
    this.set = setterOf(this.view, bitpix);
  }

  /** Bytes as they are; numbers of any kind as those of the image. */
  put(box: TileBox, values: Uint8Array | Int32Array | Float64Array): void {
    const { width, bytes, set } = this;
    const length = box.shape[0] ?? 0;
    let from = 0;
    for (const start of this.lines(box)) {
      if (values instanceof Uint8Array) {
        bytes.set(values.subarray(from * width, (from + length) * width), start * width);
        from += length;
      } else {
        for (let i = 0; i < length; i++) set((start + i) * width, values[from++]);
      }
    }
  }

  /** The numbers of a column that holds them as they are. */
  putValues(box: TileBox, values: NumberArray | BigArray): void {
    const count = box.shape.reduce((total, length) => total * length, 1);
    if (values.length !== count) throw new TileDamage(`it has ${values.length} pixels, not ${count}`);
    if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
      const view = new DataView(new ArrayBuffer(8 * count));
      for (let i = 0; i < count; i++) view.setBigInt64(8 * i, values[i]);
      if (this.width !== 8) throw new TileDamage("its 64-bit integers do not fit the image");
      this.put(box, new Uint8Array(view.buffer));
      return;
    }
    this.put(box, Float64Array.from(values));
  }

  /** The pixel at which each line of a tile begins. */
  private *lines({ start, shape }: TileBox): Iterable<number> {
    const lines = shape.slice(1).reduce((total, length) => total * length, 1);
    for (let line = 0; line < lines; line++) {
      let pixel = start[0];
      let stride = this.shape[0];
      let rest = line;
      for (let axis = 1; axis < shape.length; axis++) {
        pixel += (start[axis] + (rest % shape[axis])) * stride;
        rest = Math.floor(rest / shape[axis]);
        stride *= this.shape[axis];
      }
      yield pixel;
    }
  }
}

function setterOf(view: DataView, bitpix: number): (at: number, value: number) => void {
  switch (bitpix) {
    case 8:
      return (at, value) => view.setUint8(at, value);
    case 16:
      return (at, value) => view.setInt16(at, value);
    case 32:
      return (at, value) => view.setInt32(at, value);
    case 64:
      return (at, value) => view.setBigInt64(at, BigInt(value));
    case -32:
      return (at, value) => view.setFloat32(at, value);
    default:
      return (at, value) => view.setFloat64(at, value);
  }
}
