import { invalidAt, type Place } from "../file/place.ts";
import type { CardHeader } from "../header/header.ts";
import type { BigArray, NumberArray } from "../numbers/arrays.ts";
import type { FitsTable, VariableValue } from "../table/table.ts";
import type { TileCodec, TileParameters } from "./codec.ts";
import { dequantize } from "./dither.ts";
import { PixelWriter } from "./pixel-writer.ts";
import { type Quantizations, readQuantizations } from "./quantizations.ts";
import { TileDamage } from "./tile-damage.ts";
import { type TileBox, type Tiling, tileBox } from "./tiling.ts";

/** A tile-compressed image and what decodes it. */
export interface ImageInput {
  readonly tiles: FitsTable;
  /** Of the table of tiles. */
  readonly header: CardHeader;
  readonly tiling: Tiling;
  readonly place: Place;
  readonly codec: TileCodec;
  /** For tiles of floating-point numbers that could not be quantized. */
  readonly fallback: TileCodec | undefined;
  readonly warn: (message: string) => void;
}

/** What all tiles of an image have in common. */
interface Context extends ImageInput {
  readonly parameters: TileParameters;
  readonly quantizations: Quantizations | undefined;
  readonly columns: TileColumns;
  readonly writer: PixelWriter;
}

/** The columns that hold tiles: compressed by the algorithm, by gzip only, and not at all. */
interface TileColumns {
  readonly compressed: readonly VariableValue[] | undefined;
  readonly gzip: readonly VariableValue[] | undefined;
  readonly plain: readonly VariableValue[] | undefined;
}

/** The bytes of the image as they would be in a file that is not compressed. FITS 4.0, section 10.1. */
export function decodeImage(input: ImageInput): Uint8Array<ArrayBuffer> {
  const { tiles, header, tiling, place, warn } = input;
  const parameters = readParameters(header, place);
  if (parameters("SMOOTH", 0, () => true) !== 0) {
    warn("SMOOTH asks to smooth the decoded image, which is not done: the pixels are those that were stored.");
  }
  if (tiles.has("NULL_PIXEL_MASK")) warn("the column NULL_PIXEL_MASK is not used.");
  const columns = {
    compressed: tileColumn(tiles, "COMPRESSED_DATA", place),
    gzip: tileColumn(tiles, "GZIP_COMPRESSED_DATA", place),
    plain: tileColumn(tiles, "UNCOMPRESSED_DATA", place),
  };
  const quantizations = tiling.bitpix < 0 ? readQuantizations(tiles, header, place, warn) : undefined;
  const writer = new PixelWriter(tiling);
  const context = { ...input, parameters, columns, quantizations, writer };
  for (let number = 0; number < tiles.rowCount; number++) decodeTile(context, number);
  return writer.bytes;
}

function tileColumn(tiles: FitsTable, name: string, place: Place): readonly VariableValue[] | undefined {
  if (!tiles.has(name)) return undefined;
  const { descriptor, form, type } = tiles.describe(name);
  if (descriptor !== undefined && "BIJKED".includes(type)) return tiles.column(name) as readonly VariableValue[];
  throw invalidAt(place, `column ${name} has the form ${form}; arrays of variable length were expected.`, { name });
}

function decodeTile(context: Context, number: number): void {
  const { place, codec, tiling } = context;
  try {
    decodeInto(context, number, tileBox(tiling, number));
  } catch (error) {
    if (!(error instanceof TileDamage)) throw error;
    const name = context.header.string("ZCMPTYPE")?.trim();
    throw invalidAt(place, `tile ${number + 1} cannot be decoded (${name}): ${error.message}.`, {
      tile: number + 1,
      algorithm: name,
      makes: codec.makes,
    });
  }
}

function decodeInto(context: Context, number: number, box: TileBox): void {
  const { columns, codec, fallback, quantizations, writer, tiling } = context;
  const full = Math.abs(tiling.bitpix) / 8;
  const compressed = bytesOf(columns.compressed?.[number]);
  if (compressed !== undefined && (quantizations === undefined || quantizations.isQuantized(number))) {
    // Quantized numbers are 32-bit integers.
    const width = quantizations === undefined ? full : 4;
    const decoded = codec.decode(compressed, request(context, number, box, width));
    if (quantizations === undefined) writer.put(box, decoded);
    else writer.put(box, dequantize(integers(decoded), quantizations.of(number)));
    return;
  }
  const gzip = bytesOf(columns.gzip?.[number]);
  const stream = compressed ?? gzip;
  const own = compressed === undefined ? fallback : codec;
  if (stream !== undefined && own?.makes === "bytes") {
    writer.put(box, own.decode(stream, request(context, number, box, full)));
    return;
  }
  if (compressed !== undefined) throw new TileDamage("floating-point numbers need ZSCALE and ZZERO");
  const plain = columns.plain?.[number];
  if (plain === undefined || plain.length === 0) throw new TileDamage("it has no data");
  writer.putValues(box, plain as NumberArray | BigArray);
}

function request(context: Context, number: number, { shape }: TileBox, width: number) {
  const count = shape.reduce((total, length) => total * length, 1);
  const warn = (message: string) => context.warn(`tile ${number + 1}: ${message}.`);
  return { shape, count, width, parameters: context.parameters, warn };
}

/** The bytes of a cell as the file has them; undefined where it is empty. */
function bytesOf(cell: VariableValue | undefined): Uint8Array | undefined {
  if (cell === undefined || cell.length === 0 || typeof cell === "string") return undefined;
  if (cell.BYTES_PER_ELEMENT === 1) return new Uint8Array(cell.buffer, cell.byteOffset, cell.length);
  const view = new DataView(new ArrayBuffer(cell.byteLength));
  if (!(cell instanceof Int16Array)) throw new TileDamage("its column holds neither bytes nor 16-bit integers");
  for (let i = 0; i < cell.length; i++) view.setInt16(2 * i, cell[i]);
  return new Uint8Array(view.buffer);
}

/** 32-bit integers, which algorithms that make bytes have in the byte order of FITS. */
function integers(decoded: Int32Array | Uint8Array): Int32Array {
  if (decoded instanceof Int32Array) return decoded;
  const view = new DataView(decoded.buffer, decoded.byteOffset, decoded.byteLength);
  return Int32Array.from({ length: decoded.length >> 2 }, (_, i) => view.getInt32(4 * i));
}

/** The parameters of the algorithm: pairs of ZNAMEn and ZVALn. */
function readParameters(header: CardHeader, place: Place): TileParameters {
  const keywords = new Map<string, string>();
  for (let i = 1; header.has(`ZNAME${i}`); i++) {
    const name = header.string(`ZNAME${i}`)?.trim().toUpperCase() ?? "";
    if (!keywords.has(name)) keywords.set(name, `ZVAL${i}`);
  }
  return (name, otherwise, allowed) => {
    const keyword = keywords.get(name);
    if (keyword === undefined || !header.has(keyword)) return otherwise;
    const value = header.number(keyword);
    if (value !== undefined && Number.isInteger(value) && allowed(value)) return value;
    const found = header.get(keyword);
    const shown = typeof found === "string" ? JSON.stringify(found) : String(found ?? "nothing");
    throw invalidAt(place, `${keyword} = ${shown} makes no sense for ${name}.`, { keyword, name });
  };
}
