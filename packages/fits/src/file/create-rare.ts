import { createGroups } from "../groups/groups.ts";
import { AsciiTableUnit } from "../table/ascii-table.ts";
import { CompressedImageUnit } from "../tiles/compressed-image.ts";
import type { TileDecoders } from "../tiles/load-decoder.ts";
import type { FitsHdu } from "./file.ts";
import type { UnitInput } from "./unit.ts";

/** A unit of a kind that few files have. Without decoders, only the tables of tile-compressed images can be read. */
export function createRare(input: UnitInput, decoders: TileDecoders | undefined, maxBytes: number): FitsHdu {
  if (input.layout.extension === "TABLE") return new AsciiTableUnit(input);
  return input.layout.isGroups ? createGroups(input) : new CompressedImageUnit(input, decoders, maxBytes);
}
