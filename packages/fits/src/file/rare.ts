import type { CardHeader } from "../header/header.ts";
import { hasTiles } from "../tiles/has-tiles.ts";
import type { UnitInput } from "./unit.ts";

/**
 * Whether a unit is of a kind that few files have: an ASCII table, random groups, a binary table with arrays of any length, an image
 * in compressed tiles.
 */
export function isRare({ header, layout }: Pick<UnitInput, "header" | "layout">): boolean {
  const { extension, isGroups, pcount } = layout;
  if (extension === "BINTABLE" || extension === "A3DTABLE") return pcount > 0 || hasTiles(header) || hasArrays(header);
  return extension === "TABLE" || (extension === "" && isGroups);
}

function hasArrays(header: CardHeader): boolean {
  return header.cards.some(
    ({ keyword, value }) => keyword.startsWith("TFORM") && typeof value === "string" && /^\s*\d*[PQ]/.test(value),
  );
}
