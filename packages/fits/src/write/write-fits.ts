import { headerBytes } from "./header-bytes.ts";
import { imageUnit } from "./image-unit.ts";
import { tableUnit } from "./table-unit.ts";
import type { WritableCard, WritableHdu } from "./writable.ts";

/**
 * The bytes of a FITS file of images and binary tables, with checksums. FITS Standard 4.0 (2018).
 *
 * A table cannot come first: an empty unit is put before it. Throws "invalid-input" naming the unit, and the column or
 * keyword, for what FITS cannot hold.
 *
 * @example
 * writeFits([{ kind: "table", name: "EVENTS", columns: [{ name: "ENERGY", unit: "TeV", data: energies }] }]);
 */
export function writeFits(hdus: readonly WritableHdu[]): Uint8Array<ArrayBuffer> {
  const units: readonly WritableHdu[] = hdus[0]?.kind === "image" ? hdus : [{ kind: "image" }, ...hdus];
  return concatenate(units.flatMap((hdu, i) => writeUnit(hdu, i, units.length)));
}

/** Header and data of a unit. */
function writeUnit(hdu: WritableHdu, index: number, count: number): Uint8Array<ArrayBuffer>[] {
  const where = `HDU ${index}${hdu.name === undefined ? "" : ` (${hdu.name})`}`;
  const { mandatory, rest, data } = hdu.kind === "table" ? tableUnit(hdu, where) : imageUnit(hdu, index === 0, where);
  const cards: WritableCard[] = [...mandatory];
  if (index === 0 && count > 1) cards.push({ keyword: "EXTEND", value: true });
  if (hdu.name !== undefined && hdu.name !== "") cards.push({ keyword: "EXTNAME", value: hdu.name });
  cards.push(...rest);
  return [headerBytes(cards, data, where), data];
}

function concatenate(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
