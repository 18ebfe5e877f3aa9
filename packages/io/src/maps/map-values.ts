import type { MapValues } from "@gammakit/core";
import type { BigArray, FitsImage, FitsTable, NumberArray } from "@gammakit/fits";
import { mapFault } from "./map-fault.ts";

/** HDUs of these names hold truth values, which Gammapy stores as integers. */
const maskName = /mask|is_ul|success/i;

/** The pixels of an image as values of a map; those of masks 1 and 0. */
export function imageValues(image: FitsImage, where: string): MapValues {
  if (maskName.test(image.name)) {
    return image.header.number("BITPIX") === 64 ? image.nonZero() : toMask(image.data(), where);
  }
  const isSimple = image.header.number("BITPIX") !== 64 && !image.header.has("BLANK");
  return isSimple ? toMapValues(image.data()) : narrowed(image.numbers());
}

/** The column of a table as values of a map; those of masks 1 and 0. */
export function columnValues(table: FitsTable, column: string, where: string): MapValues {
  const values = table.describe(column).type === "L" || maskName.test(table.name) ? table.column(column) : undefined;
  if (values !== undefined) return toMask(values as NumberArray | BigArray, `${where}, column ${column}`);
  return table.describe(column).type === "K"
    ? narrowed(table.numbers(column))
    : toMapValues(table.column(column) as NumberArray);
}

function toMapValues(data: NumberArray | BigArray): MapValues {
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  if (data instanceof Int32Array || data instanceof Uint8Array) return data;
  if (data instanceof Uint32Array || data instanceof BigInt64Array || data instanceof BigUint64Array) {
    return narrowed(Float64Array.from(data, Number));
  }
  return Int32Array.from(data);
}

/** Whole numbers as Int32Array where they fit; anything else as it is. */
function narrowed(values: Float64Array): MapValues {
  for (let i = 0; i < values.length; i++) if ((values[i] | 0) !== values[i]) return values;
  return Int32Array.from(values);
}

function toMask(data: NumberArray | BigArray, where: string): Uint8Array {
  const out = new Uint8Array(data.length);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    const words = new Int32Array(data.buffer, data.byteOffset, 2 * data.length);
    for (let i = 0; i < out.length; i++) out[i] = (words[2 * i] | words[2 * i + 1]) === 0 ? 0 : 1;
    return out;
  }
  for (let i = 0; i < out.length; i++) {
    if (Number.isNaN(data[i])) throw mapFault(where, `value ${i + 1} of the mask is NaN`, { index: i });
    out[i] = data[i] === 0 ? 0 : 1;
  }
  return out;
}
