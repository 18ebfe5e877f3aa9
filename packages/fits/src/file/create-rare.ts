import { decodeImage } from "../tiles/decode-image.ts";
import type { TileCodecs } from "../tiles/load-decoder.ts";
import type { FitsHdu } from "./file.ts";
import { createRareUnit } from "./rare-units.ts";
import type { UnitInput } from "./unit.ts";

/** A unit of a kind that few files have, with what decodes images by `codecs`. */
export function createRare(input: UnitInput, codecs: TileCodecs | undefined, maxBytes: number): FitsHdu {
  return createRareUnit(input, codecs && { decodeImage, codecs }, maxBytes);
}
