import { paddedLength, userCards } from "./header-bytes.ts";
import { refused } from "./refused.ts";
import { storedTypeOf, typeBytes } from "./stored-type.ts";
import type { UnitParts } from "./unit-parts.ts";
import type { WritableCard, WritableImage, WritableNumbers } from "./writable.ts";

const noData = new Uint8Array(0);
const bitpixOf: Readonly<Record<string, number>> = { B: 8, I: 16, J: 32, K: 64, E: -32, D: -64 };

/** The cards and the data of an image. FITS 4.0, sections 4.4.1 and 7.1. */
export function imageUnit(image: WritableImage, isFirst: boolean, where: string): UnitParts {
  const { data = noData, header = {} } = image;
  const shape = image.shape ?? (image.data === undefined ? [] : [data.length]);
  checkShape(shape, data, where);
  const { type, zero } = storedTypeOf(data);
  const cards: WritableCard[] = [
    isFirst ? { keyword: "SIMPLE", value: true } : { keyword: "XTENSION", value: "IMAGE" },
    { keyword: "BITPIX", value: bitpixOf[type] },
    { keyword: "NAXIS", value: shape.length },
    ...shape.map((length, i) => ({ keyword: `NAXIS${i + 1}`, value: length })),
  ];
  if (!isFirst) cards.push({ keyword: "PCOUNT", value: 0 }, { keyword: "GCOUNT", value: 1 });
  const scaling: WritableCard[] = [
    { keyword: "BSCALE", value: 1 },
    { keyword: "BZERO", value: zero },
  ];
  const rest = [...(Number(zero) === 0 ? [] : scaling), ...userCards(header, where)];
  return { mandatory: cards, rest, data: pixelBytes(data) };
}

function checkShape(shape: readonly number[], data: WritableNumbers, where: string): void {
  const isWhole = shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  const product = shape.length === 0 ? 0 : shape.reduce((total, length) => total * length, 1);
  if (isWhole && shape.length <= 999 && product === data.length) return;
  throw refused(where, `an image of ${data.length} numbers cannot have the axes [${shape.join(", ")}].`, { shape });
}

/** The numbers in the byte order of FITS, padded with zeros to whole blocks. */
function pixelBytes(data: WritableNumbers): Uint8Array<ArrayBuffer> {
  const { type, zero } = storedTypeOf(data);
  const size = typeBytes[type];
  const out = new Uint8Array(paddedLength(data.length * size));
  const view = new DataView(out.buffer);
  for (let i = 0, at = 0; i < data.length; i++, at += size) {
    const value = data[i];
    if (typeof value === "bigint") view.setBigInt64(at, value - BigInt(zero));
    else if (type === "D") view.setFloat64(at, value);
    else if (type === "E") view.setFloat32(at, value);
    else if (type === "J") view.setInt32(at, value - Number(zero));
    else if (type === "I") view.setInt16(at, value - Number(zero));
    else view.setUint8(at, value - Number(zero));
  }
  return out;
}
