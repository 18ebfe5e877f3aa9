import type { Place } from "../file/place.ts";
import type { UnitInput, Warn } from "../file/unit.ts";
import { Image } from "../fitsjs/classes.ts";
import type { CardHeader, FitsHeader } from "../header/header.ts";
import type { BigArray, Field, NumberArray } from "../numbers/arrays.ts";
import { type NumberType, readDoubles, readPhysical, readStored, type Scaling } from "../numbers/scaling.ts";
import { readFactor } from "../table/column.ts";
import { requireBytes } from "../table/lookup.ts";
import type { FitsTable } from "../table/table.ts";

/**
 * An image of a FITS file: an array of numbers with any number of axes, of which it can have none. A tile-compressed one
 * has the header that it would have without the compression, and is decoded each time its numbers are asked for.
 */
export interface FitsImage {
  readonly kind: "image";
  /** EXTNAME; PRIMARY for a first unit without one. */
  readonly name: string;
  /** Number of the header-data unit in its file, 0 for the first. */
  readonly index: number;
  readonly header: FitsHeader;
  /** Lengths of the axes in FITS order: the fastest first. Empty where there are no data. */
  readonly shape: readonly number[];
  /** The table in which a tile-compressed image is stored (FITS 4.0, section 10); undefined for other images. */
  readonly tiles?: FitsTable | undefined;
  /**
   * Physical values, the first axis fastest. Without scaling they keep their type, and BLANK its stored value; unsigned
   * integers by the BZERO convention are exact; other scaled numbers are doubles in which blanks are NaN.
   * FITS 4.0, section 5.
   */
  data(): NumberArray | BigArray;
  /** Physical values as doubles; blanks are NaN. */
  numbers(): Float64Array<ArrayBuffer>;
  /** The numbers as they are stored, in the byte order of this machine. */
  raw(): NumberArray | BigArray;
  /** 1 where the physical value is not zero, NaN included, and 0 elsewhere: what a mask says. */
  nonZero(): Uint8Array<ArrayBuffer>;
}

/** The image of fitsjs with pixels of every type as typed arrays. */
export class ImageUnit extends Image implements FitsImage {
  readonly kind = "image";
  readonly name: string;
  readonly index: number;
  readonly header: CardHeader;
  readonly shape: readonly number[];
  private readonly place: Place;
  private readonly type: NumberType;
  private readonly scaling: Scaling;
  private readonly stored: Uint8Array<ArrayBuffer> | undefined;

  constructor({ header, place, layout, bytes, warn }: UnitInput) {
    super(firstAxes(layout.axes, layout.bitpix), undefined);
    this.name = place.name;
    this.index = place.index;
    this.header = header;
    this.place = place;
    this.shape = layout.axes;
    this.type = imageType(layout.bitpix);
    this.scaling = imageScaling(header, place, layout.bitpix, warn);
    this.stored = bytes;
  }

  data(): NumberArray | BigArray {
    return readPhysical(this.type, this.field(), this.scaling);
  }

  numbers(): Float64Array<ArrayBuffer> {
    return readDoubles(this.type, this.field(), this.scaling);
  }

  raw(): NumberArray | BigArray {
    return readStored(this.type, this.field());
  }

  nonZero(): Uint8Array<ArrayBuffer> {
    const bytes = requireBytes(this.stored, this.place);
    const { scale, zero } = this.scaling;
    const isPlain = scale === 1 && zero === 0 && this.scaling.null === undefined;
    if (this.type === "K" && isPlain && bytes.byteOffset % 4 === 0) return nonZeroPairs(bytes);
    return Uint8Array.from(this.numbers(), (value) => (value === 0 ? 0 : 1));
  }

  private field(): Field {
    const bytes = requireBytes(this.stored, this.place);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const repeat = this.shape.length === 0 ? 0 : this.shape.reduce((total, length) => total * length, 1);
    return { view, offset: 0, stride: 0, rows: 1, repeat };
  }
}

/** Whether 64-bit integers are other than zero: no need to turn their bytes around. */
function nonZeroPairs(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  const out = new Uint8Array(words.length >> 1);
  for (let i = 0; i < out.length; i++) out[i] = (words[2 * i] | words[2 * i + 1]) === 0 ? 0 : 1;
  return out;
}

/** The constructor of the base class makes an object for each plane: it is told of one only. */
function firstAxes(axes: readonly number[], bitpix: number) {
  const answers: Record<string, number> = { NAXIS: 2, NAXIS1: axes[0] ?? 0, NAXIS2: axes[1] ?? 1, BITPIX: bitpix };
  return { get: (keyword: string) => answers[keyword], contains: (keyword: string) => keyword in answers };
}

/** The column type whose elements are stored as pixels of this BITPIX are. */
export function imageType(bitpix: number): NumberType {
  return ({ 8: "B", 16: "I", 32: "J", 64: "K", [-32]: "E", [-64]: "D" } as const)[bitpix] ?? "B";
}

function imageScaling(header: CardHeader, place: Place, bitpix: number, warn: Warn): Scaling {
  const blank = bitpix > 0 ? header.get("BLANK") : undefined;
  const usable =
    typeof blank === "number" && Number.isInteger(blank) ? blank : typeof blank === "bigint" ? blank : undefined;
  if (blank !== undefined && usable === undefined) warn(place, "BLANK is not a whole number; it is ignored.");
  return {
    scale: readFactor(header, place, "BSCALE", 1),
    zero: readFactor(header, place, "BZERO", 0),
    null: usable,
  };
}
