import { hasTiles } from "../tiles/has-tiles.ts";
import type { UnitInput } from "./unit.ts";

/**
 * Whether a unit is of a kind that few files have: an ASCII table, random groups, a binary table with arrays of any length, an image
 * in compressed tiles.
 */
export function isRare({ header, layout }: Pick<UnitInput, "header" | "layout">): boolean {
  const { extension, isGroups, pcount } = layout;
  if (extension === "BINTABLE" || extension === "A3DTABLE") {
    return pcount > 0 || hasTiles(header) || formOfArrays.test(header.text);
  }
  return extension === "TABLE" || (extension === "" && isGroups);
}

/** Sought in the text of all cards at once; a comment that looks like such a form does no harm. */
const formOfArrays = /TFORM\d+ *= *' *\d*[PQ]/;
