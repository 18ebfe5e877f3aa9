import { Z_NO_FLUSH, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit2 } from "pako";
import type { TileCodec, TileRequest } from "./codec.ts";
import { TileDamage } from "./tile-damage.ts";

/** GZIP_1: the pixels in gzip. FITS 4.0, section 10.4.2. */
export const gzip1: TileCodec = { makes: "bytes", decode: inflateTile };

/** GZIP_2: the first bytes of all pixels, then the second ones, and so on, in gzip. FITS 4.0, section 10.4.2. */
export const gzip2: TileCodec = {
  makes: "bytes",
  decode: (stream, tile) => unshuffle(inflateTile(stream, tile), tile),
};

/** zlib's way to say: a window of 2^15, and find out whether it is gzip or zlib. */
const anyWindow = 47;

/** Inflates into as many bytes as the tile has: one more, and it is damaged. */
function inflateTile(bytes: Uint8Array, { count, width }: TileRequest): Uint8Array {
  const size = count * width;
  const stream = new ZStream();
  zlibInflateInit2(stream, anyWindow);
  const output = new Uint8Array(size + 1);
  Object.assign(stream, { input: bytes, next_in: 0, avail_in: bytes.length });
  Object.assign(stream, { output, next_out: 0, avail_out: output.length });
  const status = zlibInflate(stream, Z_NO_FLUSH);
  if (stream.next_out > size) throw new TileDamage(`it inflates to more than its ${size} bytes`);
  if (status !== Z_STREAM_END) throw new TileDamage(stream.msg === "" ? "it ends too early" : stream.msg);
  if (stream.next_out < size) throw new TileDamage(`it inflates to ${stream.next_out} bytes, not ${size}`);
  return output.subarray(0, size);
}

function unshuffle(shuffled: Uint8Array, { width }: TileRequest): Uint8Array {
  const out = new Uint8Array(shuffled.length);
  for (let k = 0, at = 0; k < width; k++) {
    for (let i = k; i < out.length; i += width) out[i] = shuffled[at++];
  }
  return out;
}
