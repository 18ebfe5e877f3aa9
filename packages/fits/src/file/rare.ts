import { hasTiles } from "../tiles/has-tiles.ts";
import type { UnitInput } from "./unit.ts";

/** Whether a unit is of a kind that few files have: an ASCII table, random groups, an image in compressed tiles. */
export function isRare({ header, layout }: Pick<UnitInput, "header" | "layout">): boolean {
  const { extension, isGroups } = layout;
  if (extension === "BINTABLE" || extension === "A3DTABLE") return hasTiles(header);
  return extension === "TABLE" || (extension === "" && isGroups);
}
