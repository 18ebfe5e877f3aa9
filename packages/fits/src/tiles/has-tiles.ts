import type { CardHeader } from "../header/header.ts";

/** Whether a binary table holds a tile-compressed image. */
export function hasTiles(header: CardHeader): boolean {
  return header.get("ZIMAGE") === true;
}
