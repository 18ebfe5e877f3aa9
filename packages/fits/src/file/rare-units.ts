import { createGroups } from "../groups/groups.ts";
import { AsciiTableUnit } from "../table/ascii-table.ts";
import { VariableTableUnit } from "../table/variable-table.ts";
import { CompressedImageUnit } from "../tiles/compressed-image.ts";
import { hasTiles } from "../tiles/has-tiles.ts";
import type { TileDecoders } from "../tiles/load-decoder.ts";
import type { FitsHdu } from "./file.ts";
import type { UnitInput } from "./unit.ts";

/** A unit of a kind that few files have. Without decoders, only the tables of tile-compressed images can be read. */
export function createRareUnit(input: UnitInput, decoders: TileDecoders | undefined, maxBytes: number): FitsHdu {
  const { header, layout } = input;
  if (layout.extension === "TABLE") return new AsciiTableUnit(input);
  if (layout.isGroups) return createGroups(input);
  return hasTiles(header) ? new CompressedImageUnit(input, decoders, maxBytes) : new VariableTableUnit(input);
}
