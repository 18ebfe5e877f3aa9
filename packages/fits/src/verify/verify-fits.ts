import { GammakitError, isGammakitError } from "@gammakit/core";
import { type FitsFile, type FitsHdu, unitsOf } from "../file/file.ts";
import { describePlace, type Place } from "../file/place.ts";
import { latin1 } from "../text/latin1.ts";
import { CompressedImageUnit } from "../tiles/compressed-image.ts";
import { checkSums, type StoredUnit } from "./checksum.ts";
import { checkCards } from "./header-checks.ts";
import { checkColumns } from "./table-checks.ts";

const noCards = new Uint8Array(0);

/**
 * What is wrong by the standard in the units of a file whose data was read: checksums, values that cannot be read, misplaced or
 * missing keywords, characters; of the unit `only` alone where one is given by name or number. Reads everything, so it takes its time.
 * FITS 4.0, sections 4, 7 and appendix J.
 */
export function verifyFits(file: FitsFile, only?: string | number): readonly string[] {
  const units = unitsOf(file);
  if (units === undefined) {
    const message = `${file.name}: only a file as readFits or parseFits gave it can be verified, not a copy.`;
    throw new GammakitError("invalid-input", message, { file: file.name });
  }
  const hdus = only === undefined ? file.hdus : [file.hdu(only)];
  return hdus.flatMap((hdu) => verifyHdu(hdu, units[hdu.index].place, units[hdu.index].stored));
}

/** What is wrong with a header-data unit: checksums, cards, columns. */
function verifyHdu(hdu: FitsHdu, place: Place, stored: StoredUnit): string[] {
  if (hdu instanceof CompressedImageUnit) {
    const problems = stored.data === undefined ? [] : checkImage(hdu, place);
    return [...verifyHdu(hdu.tiles, place, stored), ...problems];
  }
  const { header } = hdu;
  const sums = checkSums(stored, header.get("DATASUM"), header.get("CHECKSUM"));
  // Not pushed: of a broken header there may be more than a call can have arguments.
  const problems = [...sums, ...checkCards(header, latin1(stored.header))];
  if (hdu.kind === "table" && stored.data !== undefined) problems.push(...checkColumns(hdu));
  if (hdu.kind === "image" && header.has("BLANK") && (header.number("BITPIX") ?? 0) < 0) {
    problems.push("BLANK must not be used with floating-point numbers.");
  }
  return problems.map((problem) => `${describePlace(place)}: ${problem}`);
}

/** Whether a tile-compressed image can be decoded, and adds up to the checksum that it had before. */
function checkImage(image: CompressedImageUnit, place: Place): string[] {
  const where = `${describePlace(place)}: `;
  try {
    const data = image.bytes();
    const datasum = image.isLossless ? image.header.get("DATASUM") : undefined;
    return checkSums({ header: noCards, data }, datasum, undefined).map(
      (text) => `${where}of the decoded image, ${text}`,
    );
  } catch (error) {
    if (!isGammakitError(error)) throw error;
    return [error.message.startsWith(where) ? error.message : `${where}${error.message}`];
  }
}
