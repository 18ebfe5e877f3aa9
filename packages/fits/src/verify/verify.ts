import { isGammakitError } from "@gammakit/core";
import type { FitsHdu } from "../file/file.ts";
import { describePlace, type Place } from "../file/place.ts";
import type { FitsImage } from "../image/image.ts";
import { latin1 } from "../text/latin1.ts";
import { checkSums, type StoredUnit } from "./checksum.ts";
import { checkCards } from "./header-checks.ts";
import { checkColumns } from "./table-checks.ts";

/** What is wrong with a header-data unit: checksums, cards, columns. */
export function verifyHdu(hdu: FitsHdu, place: Place, stored: StoredUnit): string[] {
  if (hdu.kind === "image" && hdu.tiles !== undefined) {
    const problems = stored.data === undefined ? [] : checkImage(hdu, place);
    return [...verifyHdu(hdu.tiles, place, stored), ...problems];
  }
  const { header } = hdu;
  const problems = checkSums(stored, header.get("DATASUM"), header.get("CHECKSUM"));
  problems.push(...checkCards(header, latin1(stored.header)));
  if (hdu.kind === "table" && stored.data !== undefined) problems.push(...checkColumns(hdu));
  if (hdu.kind === "image" && header.has("BLANK") && (header.number("BITPIX") ?? 0) < 0) {
    problems.push("BLANK must not be used with floating-point numbers.");
  }
  return problems.map((problem) => `${describePlace(place)}: ${problem}`);
}

/** Whether a tile-compressed image can be decoded. */
function checkImage(image: FitsImage, place: Place): string[] {
  try {
    image.raw();
    return [];
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    const where = `${describePlace(place)}: `;
    return [error.message.startsWith(where) ? error.message : `${where}${error.message}`];
  }
}
