import { GammakitError } from "@gammakit/core";
import { onesComplementSum } from "../verify/checksum.ts";
import { cardLines } from "./card-text.ts";
import { encodeChecksum } from "./encode-checksum.ts";
import type { WritableCard, WritableHeader } from "./writable.ts";

/** Bytes of headers and of data come in blocks of this many. */
const blockLength = 2880;

const reserved =
  /^(SIMPLE|XTENSION|BITPIX|NAXIS\d*|EXTEND|PCOUNT|GCOUNT|GROUPS|TFIELDS|THEAP|BSCALE|BZERO|EXTNAME|CHECKSUM|DATASUM|LONGSTRN|CONTINUE|END|(TTYPE|TFORM|TUNIT|TDIM|TNULL|TSCAL|TZERO|TCOMM|TDISP|TBCOL)\d+)$/;

/**
 * Whether a keyword describes the form of a unit, its columns or its checksums. The writer writes those itself from the
 * data it is given; leave them out of a header that you copy.
 */
export function isReservedKeyword(keyword: string): boolean {
  return reserved.test(keyword.toUpperCase());
}

/** The cards of a header given by a user. Throws "invalid-input" for keywords that the writer writes itself. */
export function userCards(header: WritableHeader, where: string): readonly WritableCard[] {
  const cards = isCardList(header) ? header : Object.entries(header).map(([keyword, entry]) => cardOf(keyword, entry));
  for (const { keyword } of cards) {
    if (!isReservedKeyword(keyword)) continue;
    const message = `${where}: ${keyword} is written from the data and cannot be set. Leave it out of the header.`;
    throw new GammakitError("invalid-input", message, { where, keyword });
  }
  return cards;
}

function isCardList(header: WritableHeader): header is readonly WritableCard[] {
  return Array.isArray(header);
}

function cardOf(keyword: string, entry: Exclude<WritableHeader, readonly WritableCard[]>[string]): WritableCard {
  if (typeof entry === "object" && "value" in entry) return { keyword, ...entry };
  return { keyword, value: entry };
}

/** The header of a unit in whole blocks, with the checksums of it and of its padded data. FITS 4.0, appendix J. */
export function headerBytes(
  cards: readonly WritableCard[],
  data: Uint8Array<ArrayBuffer>,
  where: string,
): Uint8Array<ArrayBuffer> {
  const lines = cards.flatMap((card) => cardLines(card, where));
  if (lines.some((line) => line.startsWith("CONTINUE"))) {
    lines.push(
      ...cardLines({ keyword: "LONGSTRN", value: "OGIP 1.0", comment: "strings can go on in CONTINUE" }, where),
    );
  }
  const datasum = onesComplementSum(data);
  const at = lines.length * 80 + "CHECKSUM= '".length;
  lines.push(...cardLines({ keyword: "CHECKSUM", value: "0".repeat(16), comment: "checksum of this unit" }, where));
  lines.push(...cardLines({ keyword: "DATASUM", value: String(datasum), comment: "checksum of its data" }, where));
  lines.push("END");
  const bytes = new Uint8Array(paddedLength(lines.length * 80)).fill(0x20);
  bytes.set(new TextEncoder().encode(lines.join("")));
  bytes.set(encodeChecksum(onesComplementSum(bytes, datasum)), at);
  return bytes;
}

/** The number of bytes of the whole blocks that `length` bytes take. */
export function paddedLength(length: number): number {
  return Math.ceil(length / blockLength) * blockLength;
}
