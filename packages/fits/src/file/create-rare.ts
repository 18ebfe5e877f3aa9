import { decodeImage } from "../tiles/decode-image.ts";
import { loadCodecs } from "../tiles/load-decoder.ts";
import type { FitsHdu } from "./file.ts";
import { createRareUnit } from "./rare-units.ts";
import type { UnitInput } from "./unit.ts";
import type { WalkedUnit } from "./walker.ts";

/** What makes units of kinds that few files have, with the codecs that these units need. */
export async function loadRare(units: readonly WalkedUnit[], maxBytes: number): Promise<(input: UnitInput) => FitsHdu> {
  const codecs = await loadCodecs(units.filter(({ bytes }) => bytes !== undefined).map(({ header }) => header));
  return (input) => createRareUnit(input, codecs && { decodeImage, codecs }, maxBytes);
}
