import { type FitsHeader, type FitsImage, type FitsTable, type FitsValue, parseFits } from "@gammakit/fits";

const block = 2880;
const columnKeyword = /^(?:TTYPE|TFORM|TUNIT|TSCAL|TZERO|TNULL|TBCOL)\d+$/;

/** Some rows of a table as a table of their own, without arrays of variable length. `bytes` are the rows as they are stored. */
export function tablePiece(table: FitsTable, rowLength: number, bytes: Uint8Array): FitsTable {
  const { header } = table;
  const cards = [
    ["XTENSION", header.string("XTENSION")],
    ["BITPIX", 8],
    ["NAXIS", 2],
    ["NAXIS1", rowLength],
    ["NAXIS2", bytes.length / rowLength],
    ["PCOUNT", 0],
    ["GCOUNT", 1],
    ["TFIELDS", table.columns.length],
    ...copied(header, columnKeyword),
    ...(table.name === "" ? [] : [["EXTNAME", table.name] as const]),
  ] as const;
  const primary = headerBytes([
    ["SIMPLE", true],
    ["BITPIX", 8],
    ["NAXIS", 0],
  ]);
  return parseFits(join(primary, headerBytes(cards), bytes), { name: table.file }).table(1);
}

/** Some pixels of an image as an image of one axis. `bytes` are the pixels as they are stored. */
export function imagePiece({ header }: FitsImage, bytes: Uint8Array): FitsImage {
  const bitpix = header.number("BITPIX") ?? 8;
  const cards = [
    ["SIMPLE", true],
    ["BITPIX", bitpix],
    ["NAXIS", 1],
    ["NAXIS1", (bytes.length * 8) / Math.abs(bitpix)],
    ...copied(header, /^(?:BSCALE|BZERO|BLANK)$/),
  ] as const;
  return parseFits(join(headerBytes(cards), bytes)).image(0);
}

type Entry = readonly [keyword: string, value: FitsValue];

function copied(header: FitsHeader, keywords: RegExp): readonly Entry[] {
  return header.cards
    .filter(({ keyword, value }) => value !== undefined && keywords.test(keyword))
    .map(({ keyword, value }) => [keyword, value]);
}

function headerBytes(entries: readonly Entry[]): Uint8Array {
  const text = [...entries.map(cardText), "END".padEnd(80)].join("");
  return new TextEncoder().encode(text.padEnd(Math.ceil(text.length / block) * block));
}

/** A card in fixed format; only short strings come here. FITS 4.0, section 4.2. */
function cardText([keyword, value]: Entry): string {
  const text =
    typeof value === "string"
      ? `'${value.replaceAll("'", "''").slice(0, 66).padEnd(8)}'`
      : (typeof value === "boolean" ? (value ? "T" : "F") : String(value).toUpperCase()).padStart(20);
  return `${keyword.padEnd(8)}= ${text}`.slice(0, 80).padEnd(80);
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(Math.ceil(length / block) * block);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
