import { createGroups } from "../groups/groups.ts";
import { AsciiTableUnit } from "../table/ascii-table.ts";
import { CompressedImageUnit } from "../tiles/compressed-image.ts";
import { loadDecoders, type TileDecoders } from "../tiles/load-decoder.ts";
import type { FitsHdu } from "./file.ts";
import type { UnitInput } from "./unit.ts";
import type { WalkedUnit } from "./walker.ts";

/** A unit of a kind that few files have. Without decoders, only the tables of tile-compressed images can be read. */
export function createRare(input: UnitInput, decoders: TileDecoders | undefined, maxBytes: number): FitsHdu {
  if (input.layout.extension === "TABLE") return new AsciiTableUnit(input);
  return input.layout.isGroups ? createGroups(input) : new CompressedImageUnit(input, decoders, maxBytes);
}

/** The same, with the decoders that the units need. `maxBytes` is how large a tile-compressed image may become. */
export async function loadRare(units: readonly WalkedUnit[], maxBytes: number): Promise<(input: UnitInput) => FitsHdu> {
  const decoders = await loadDecoders(units.filter(({ bytes }) => bytes !== undefined).map(({ header }) => header));
  return (input) => createRare(input, decoders, maxBytes);
}
