import { GammakitError } from "@gammakit/core";
import { describePlace, invalidAt, type Place } from "../file/place.ts";
import type { UnitInput, Warn } from "../file/unit.ts";
import type { CardHeader } from "../header/header.ts";
import { type FitsImage, ImageUnit } from "../image/image.ts";
import type { BigArray, NumberArray } from "../numbers/arrays.ts";
import type { BinaryTableUnit } from "../table/binary-table.ts";
import { requireBytes } from "../table/lookup.ts";
import { VariableTableUnit } from "../table/variable-table.ts";
import { latin1 } from "../text/latin1.ts";
import { imageHeader } from "./image-header.ts";
import { algorithmOf, algorithms, type TileDecoders } from "./load-decoder.ts";
import { readTiling, type Tiling } from "./tiling.ts";

/** An image in a binary table of compressed tiles. FITS 4.0, section 10. */
export class CompressedImageUnit implements FitsImage {
  readonly kind = "image";
  readonly name: string;
  readonly index: number;
  readonly header: CardHeader;
  readonly shape: readonly number[];
  readonly tiles: BinaryTableUnit;
  private readonly tiling: Tiling;
  private readonly place: Place;
  private readonly warn: Warn;
  private readonly decoders: TileDecoders | undefined;
  private readonly maxBytes: number;
  /** Undefined where `select` left the unit out. */
  private readonly stored: Uint8Array<ArrayBuffer> | undefined;

  constructor(input: UnitInput, decoders: TileDecoders | undefined, maxBytes: number) {
    const { place, stored, warn } = input;
    this.tiles = new VariableTableUnit(input);
    this.tiling = readTiling(input.header, place, this.tiles.rowCount);
    this.name = place.name;
    this.index = place.index;
    this.header = imageHeader(headerText(stored.header), describePlace(place));
    this.shape = this.tiling.shape;
    this.place = place;
    this.warn = warn;
    this.decoders = decoders;
    this.maxBytes = maxBytes;
    this.stored = input.bytes;
  }

  data(): NumberArray | BigArray {
    return this.decoded().data();
  }

  numbers(): Float64Array<ArrayBuffer> {
    return this.decoded().numbers();
  }

  raw(): NumberArray | BigArray {
    return this.decoded().raw();
  }

  nonZero(): Uint8Array<ArrayBuffer> {
    return this.decoded().nonZero();
  }

  /** The bytes that the data of the image would have in a file that is not compressed. */
  bytes(): Uint8Array<ArrayBuffer> {
    const { tiles, tiling, place, warn, maxBytes } = this;
    requireBytes(this.stored, place);
    const { codec, decoders } = this.requireCodec();
    const { header } = tiles;
    const fallback = decoders.codecs.get("GZIP_1");
    const size = (this.shape.reduce((total, n) => total * n, 1) * Math.abs(tiling.bitpix)) / 8;
    if (size > maxBytes) {
      const axes = this.shape.map((length, i) => `ZNAXIS${i + 1} = ${length}`).join(", ");
      const message = `${describePlace(place)}: an image of ${axes} has ${size} bytes, over the limit of ${maxBytes} bytes; raise maxBytes if it is meant to be that large.`;
      throw new GammakitError("limit-exceeded", message, { ...place, size, maxBytes });
    }
    return decoders.decodeImage({ tiles, header, tiling, place, codec, fallback, warn: (text) => warn(place, text) });
  }

  /** Whether the compression, as far as the header tells, gives back the very bytes that the image had. */
  get isLossless(): boolean {
    const { header } = this.tiles;
    if (this.tiling.bitpix < 0) return header.string("ZQUANTIZ")?.trim() === "NONE";
    if (algorithmOf(header) !== "HCOMPRESS_1") return true;
    return header.string("ZNAME1")?.trim() === "SCALE" && header.number("ZVAL1") === 0;
  }

  private decoded(): ImageUnit {
    const { header, place, warn, tiling } = this;
    const bytes = this.bytes();
    const { bitpix, shape: axes } = tiling;
    const layout = {
      extension: "IMAGE",
      bitpix,
      axes,
      pcount: 0,
      gcount: 1,
      isGroups: false,
      dataLength: bytes.length,
    };
    const stored = { header: new Uint8Array(0), data: undefined };
    return new ImageUnit({ header, place, warn, layout, bytes, stored });
  }

  private requireCodec() {
    const { place, decoders, tiles } = this;
    const algorithm = algorithmOf(tiles.header);
    if (!algorithms.includes(algorithm)) {
      const message = `ZCMPTYPE = '${algorithm}' is not supported; ${algorithms.join(", ")} are.`;
      throw invalidAt(place, message, { keyword: "ZCMPTYPE" });
    }
    const codec = decoders?.codecs.get(algorithm);
    if (decoders !== undefined && codec !== undefined) return { decoders, codec };
    const message = `${describePlace(place)}: the image is tile-compressed; read the file with readFits, which loads what decodes it.`;
    throw new GammakitError("invalid-input", message, { ...place, algorithm });
  }
}

/** The cards of a stored header up to END. */
function headerText(stored: Uint8Array<ArrayBuffer>): string {
  const cards = latin1(stored).match(/.{80}/gs) ?? [];
  const end = cards.findIndex((card) => /^END {5}/.test(card));
  return cards.slice(0, end < 0 ? cards.length : end).join("");
}
