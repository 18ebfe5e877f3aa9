import type { TileCodec } from "./codec.ts";
import { TileDamage } from "./tile-damage.ts";

/** NOCOMPRESS: the pixels as they are. FITS 4.0, table 36. */
export const plain: TileCodec = {
  makes: "bytes",
  decode: (stream, { count, width }) => {
    if (stream.length === count * width) return stream;
    throw new TileDamage(`it has ${stream.length} bytes, not ${count * width}`);
  },
};
