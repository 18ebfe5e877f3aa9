import type { TileCodec, TileRequest } from "./codec.ts";
import { TileDamage } from "./tile-damage.ts";

/** What depends on the bytes per pixel: bits of a block's code, and the code that says "not compressed". */
interface RiceForm {
  readonly bits: number;
  readonly codeBits: number;
  readonly plainCode: number;
}

const forms: Readonly<Record<number, RiceForm>> = {
  1: { bits: 8, codeBits: 3, plainCode: 7 },
  2: { bits: 16, codeBits: 4, plainCode: 15 },
  4: { bits: 32, codeBits: 5, plainCode: 26 },
};

/**
 * RICE_1: differences of neighboring pixels in blocks, each with its own number of bits that are stored as they are.
 * FITS 4.0, section 10.4.1; Rice, Yeh & Miller (1993).
 */
export const rice: TileCodec = { makes: "integers", decode: decodeRice };

function decodeRice(stream: Uint8Array, { count, parameters, warn }: TileRequest): Int32Array {
  const blockSize = parameters("BLOCKSIZE", 32, (value) => value > 0 && value <= 2 ** 16);
  const bytePix = parameters("BYTEPIX", 4, (value) => value in forms);
  const form = forms[bytePix];
  const blocks = Math.ceil(count / blockSize);
  if (stream.length < bytePix + Math.ceil((blocks * form.codeBits) / 8)) {
    throw new TileDamage(`${stream.length} bytes are too few for ${count} pixels`);
  }
  const out = new Int32Array(count);
  const bits = new BitStream(stream);
  let last = bits.take(form.bits);
  for (let at = 0; at < count; at += blockSize) {
    last = decodeBlock(bits, out, at, Math.min(at + blockSize, count), last, form);
  }
  if (bits.unused > 0) warn(`${bits.unused} bytes after the end of its Rice data are not used`);
  return out;
}

/** The pixels from `start` to `end`, of which the one before is `last`. Returns the last one. */
function decodeBlock(
  bits: BitStream,
  out: Int32Array,
  start: number,
  end: number,
  last: number,
  form: RiceForm,
): number {
  const code = bits.take(form.codeBits);
  if (code > form.plainCode) throw new TileDamage(`a block has the code ${code}, above ${form.plainCode}`);
  const shift = 32 - form.bits;
  let pixel = last;
  for (let i = start; i < end; i++) {
    if (code !== 0) {
      const mapped = code === form.plainCode ? bits.take(form.bits) : bits.takeRice(code - 1);
      // 0, 1, 2, 3, … stand for 0, −1, 1, −2, …
      pixel += (mapped >>> 1) ^ -(mapped & 1);
    }
    // Differences are taken modulo the range of the type; bytes have no sign, wider integers do.
    pixel = form.bits === 8 ? pixel & 0xff : (pixel << shift) >> shift;
    out[i] = pixel;
  }
  return pixel;
}

/** Bits of a stream, the highest of a byte first. */
class BitStream {
  private readonly bytes: Uint8Array;
  private at = 0;
  private held = 0;
  private heldBits = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get unused(): number {
    return this.bytes.length - this.at;
  }

  /** The next `count` bits, 32 at most, as a number that may turn negative with 32. */
  take(count: number): number {
    let value = 0;
    let wanted = count;
    while (wanted > 0) {
      if (this.heldBits === 0) this.load();
      const step = Math.min(wanted, this.heldBits);
      this.heldBits -= step;
      value = (value << step) | ((this.held >>> this.heldBits) & ((1 << step) - 1));
      wanted -= step;
    }
    return value;
  }

  /** Zeros up to a one, which are counted, then `low` bits as they are. */
  takeRice(low: number): number {
    let zeros = 0;
    for (;;) {
      if (this.heldBits === 0) this.load();
      const rest = this.held & ((1 << this.heldBits) - 1);
      if (rest !== 0) {
        const left = 31 - Math.clz32(rest);
        zeros += this.heldBits - 1 - left;
        this.heldBits = left;
        return (zeros << low) | this.take(low);
      }
      zeros += this.heldBits;
      this.heldBits = 0;
    }
  }

  private load(): void {
    if (this.at >= this.bytes.length) throw new TileDamage("it ends too early");
    this.held = this.bytes[this.at++];
    this.heldBits = 8;
  }
}
