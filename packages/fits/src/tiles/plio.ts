import type { TileCodec, TileRequest } from "./codec.ts";
import { TileDamage } from "./tile-damage.ts";

/**
 * PLIO_1: runs of a line of pixels as 16-bit words, the upper four bits of which are an instruction. For masks, whose
 * values are not negative. FITS 4.0, section 10.4.3, after the pixel lists of IRAF.
 */
export const plio: TileCodec = { makes: "integers", decode: decodePlio };

function decodePlio(stream: Uint8Array, { count }: TileRequest): Int32Array {
  const words = bigEndianWords(stream);
  const { first, end } = readFrame(words);
  const out = new Int32Array(count);
  let at = 0;
  let high = 1;
  const put = (length: number, pixels: number) => {
    if (at + length > count) throw new TileDamage(`its runs are longer than its ${count} pixels`);
    out.fill(high, at + length - pixels, at + length);
    at += length;
  };
  for (let i = first; i < end; i++) {
    const instruction = words[i] >> 12;
    const data = words[i] & 0xfff;
    switch (instruction) {
      case 0:
        put(data, 0);
        break;
      case 1:
        if (++i >= end) throw new TileDamage("it ends within an instruction");
        high = (words[i] << 12) | data;
        break;
      case 2:
        high += data;
        break;
      case 3:
        high -= data;
        break;
      case 4:
        put(data, data);
        break;
      case 5:
        put(data, Math.min(data, 1));
        break;
      case 6:
        high += data;
        put(1, 1);
        break;
      case 7:
        high -= data;
        put(1, 1);
        break;
      default:
        throw new TileDamage(`word ${i + 1} has the unknown instruction ${instruction}`);
    }
  }
  return out;
}

function bigEndianWords(stream: Uint8Array): Uint16Array {
  const words = new Uint16Array(stream.length >> 1);
  for (let i = 0; i < words.length; i++) words[i] = (stream[2 * i] << 8) | stream[2 * i + 1];
  return words;
}

/** Where the instructions begin and end. The third word is the length in the old form, and not positive in the new. */
function readFrame(words: Uint16Array): { readonly first: number; readonly end: number } {
  const isOld = words.length >= 3 && words[2] > 0 && words[2] < 0x8000;
  const first = isOld ? 3 : words[1];
  const end = isOld ? words[2] : (words[4] << 15) + words[3];
  if (words.length >= 3 && first >= 3 && end <= words.length) return { first, end };
  throw new TileDamage(`it states a length of ${end} words, and there are ${words.length}`);
}
