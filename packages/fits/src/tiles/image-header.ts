import { cardLength } from "../header/card.ts";
import { CardHeader } from "../header/header.ts";

/** Keywords of the table that stand for those of the image. FITS 4.0, section 10.1.2. */
const renamed: Readonly<Record<string, string>> = {
  ZSIMPLE: "SIMPLE",
  ZTENSION: "XTENSION",
  ZBITPIX: "BITPIX",
  ZEXTEND: "EXTEND",
  ZBLOCKED: "BLOCKED",
  ZPCOUNT: "PCOUNT",
  ZGCOUNT: "GCOUNT",
  ZHECKSUM: "CHECKSUM",
  ZDATASUM: "DATASUM",
};

/** Keywords that describe the table or the compression, not the image. */
const ofTable =
  /^(XTENSION|SIMPLE|EXTEND|BITPIX|NAXIS\d*|PCOUNT|GCOUNT|TFIELDS|THEAP|CHECKSUM|DATASUM|T(TYPE|FORM|UNIT|DIM|NULL|SCAL|ZERO|DISP|COMM)\d+|ZIMAGE|ZCMPTYPE|ZTILE\d+|ZNAME\d+|ZVAL\d+|ZMASKCMP|ZQUANTIZ|ZDITHER0|ZBLANK|ZSCALE|ZZERO)$/;

const mandatory = /^(SIMPLE|XTENSION|BITPIX|NAXIS|NAXIS\d+|PCOUNT|GCOUNT)$/;

/**
 * The header that the image in a table of tiles would have in a file that is not compressed, from the text of that of
 * the table. `where`: the file and the number of the unit, for messages.
 */
export function imageHeader(text: string, where: string): CardHeader {
  const first: string[] = [];
  const rest: string[] = [];
  let target: string[] | undefined = rest;
  for (let at = 0; at < text.length; at += cardLength) {
    const card = text.slice(at, at + cardLength);
    const keyword = card.slice(0, 8).trimEnd();
    if (keyword === "CONTINUE") {
      target?.push(card);
      continue;
    }
    const name = imageKeyword(keyword);
    target = name === undefined ? undefined : mandatory.test(name) ? first : rest;
    target?.push(name === keyword ? card : (name ?? "").padEnd(8) + card.slice(8));
  }
  return new CardHeader([...ordered(first), ...rest].join(""), where);
}

/** What a keyword of the table is called in the image; undefined for one that is not of the image. */
function imageKeyword(keyword: string): string | undefined {
  const axis = /^ZNAXIS(\d*)$/.exec(keyword);
  if (axis !== null) return `NAXIS${axis[1]}`;
  if (keyword in renamed) return renamed[keyword];
  return ofTable.test(keyword) ? undefined : keyword;
}

/** The mandatory cards in the order of the standard, with those that a table of tiles need not have. */
function ordered(cards: readonly string[]): string[] {
  const has = (keyword: string) => cards.some((card) => card.startsWith(keyword.padEnd(8)));
  const all = [...cards];
  if (!has("SIMPLE") && !has("XTENSION")) all.push("XTENSION= 'IMAGE   '".padEnd(cardLength));
  if (!has("SIMPLE")) {
    for (const [keyword, value] of [
      ["PCOUNT", "0"],
      ["GCOUNT", "1"],
    ]) {
      if (!has(keyword)) all.push(`${keyword.padEnd(8)}= ${value.padStart(20)}`.padEnd(cardLength));
    }
  }
  return all
    .map((card) => [rank(card), card] as const)
    .sort(([a], [b]) => a - b)
    .map(([, card]) => card);
}

function rank(card: string): number {
  const keyword = card.slice(0, 8).trimEnd();
  const axis = /^NAXIS(\d+)$/.exec(keyword);
  if (axis !== null) return 3 + Number(axis[1]);
  return { SIMPLE: 0, XTENSION: 0, BITPIX: 1, NAXIS: 2, PCOUNT: 2000, GCOUNT: 2001 }[keyword] ?? 2002;
}
