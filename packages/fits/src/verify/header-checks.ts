import { cardLength, type FitsCard } from "../header/card.ts";
import type { FitsHeader } from "../header/header.ts";

/** What is wrong with the cards of a header, though it can be read. */
export function checkCards(header: FitsHeader, stored: string): string[] {
  const problems = header.cards.flatMap((card) => [...checkCard(card)]);
  return [...problems, ...checkOrder(header), ...checkWcsOrder(header), ...checkText(stored)];
}

const keywordForm = /^[A-Z0-9_-]*$/;
/** Dates as FITS 4.0, section 9.1.1, has them, and the old form DD/MM/YY. */
const dateForm =
  /^([+-]\d)?\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d*)?)?$/;
const oldDateForm = /^\d\d\/\d\d\/\d\d$/;
/** Keywords whose values are numbers. */
const numeric =
  /^(BSCALE|BZERO|DATAM(AX|IN)|EQUINOX|EPOCH|LONPOLE|LATPOLE|TSCAL\d+|TZERO\d+|(CRVAL|CRPIX|CDELT|CROTA)\d+[A-Z]?|MJD-?(OBS|REF|REFI|REFF))$/;

function* checkCard({ keyword, value, problem }: FitsCard): Iterable<string> {
  if (problem !== undefined) yield `${keyword}: ${problem}.`;
  if (keyword === "CONTINUE") yield "a CONTINUE card follows no string that ends with &.";
  if (!keyword.includes(" ") && keyword.length <= 8 && !keywordForm.test(keyword)) {
    yield `the keyword ${JSON.stringify(keyword)} has characters other than A-Z, 0-9, - and _.`;
  }
  if (typeof value !== "string") return;
  if (/^DATE([-_]|$)/.test(keyword) && !dateForm.test(value) && !oldDateForm.test(value)) {
    yield `${keyword} = '${value}' is not a date such as 2004-09-17 or 2004-09-17T21:04:05.`;
  }
  if (numeric.test(keyword)) yield `${keyword} = '${value}' should be a number.`;
  if (/^TFORM\d+$/.test(keyword) && /^\s/.test(value)) yield `${keyword} = '${value}' begins with a blank.`;
}

function* checkOrder(header: FitsHeader): Iterable<string> {
  const { cards } = header;
  const [second, third] = [cards[1]?.keyword, cards[2]?.keyword];
  if (second !== "BITPIX" || third !== "NAXIS")
    yield `the cards 2 and 3 are ${second} and ${third}, not BITPIX and NAXIS.`;
  if (cards[0]?.keyword !== "XTENSION") return;
  for (const keyword of ["PCOUNT", "GCOUNT"]) if (!header.has(keyword)) yield `an extension should have ${keyword}.`;
  if (header.string("XTENSION")?.trim() !== "IMAGE") return;
  if ((header.number("PCOUNT") ?? 0) !== 0) yield `PCOUNT = ${header.number("PCOUNT")}; of an image it should be 0.`;
  if ((header.number("GCOUNT") ?? 1) !== 1) yield `GCOUNT = ${header.number("GCOUNT")}; of an image it should be 1.`;
}

/** WCSAXES must come before the other keywords of world coordinates. FITS 4.0, section 8.2. */
function* checkWcsOrder({ cards }: FitsHeader): Iterable<string> {
  const axes = cards.findIndex(({ keyword }) => keyword === "WCSAXES");
  const other = cards.findIndex(({ keyword }) => /^(CTYPE|CRVAL|CRPIX|CDELT|CUNIT)\d+$/.test(keyword));
  if (axes >= 0 && other >= 0 && other < axes) yield `WCSAXES comes after ${cards[other].keyword}.`;
}

/** What only the text of the cards shows. */
function* checkText(stored: string): Iterable<string> {
  for (let at = 0; at < stored.length; at += cardLength) {
    const card = stored.slice(at, at + cardLength);
    const number = /^([^ ]+) *= +([+-]?[\d.]+[ed][+-]?\d+)(?: |\/|$)/.exec(card);
    if (number !== null) yield `${number[1]} = ${number[2]}: the letter of an exponent is E or D.`;
    if (/^\S+ *= '(?:[^']|'')*' *[^ /']/.test(card))
      yield `${card.slice(0, 8).trim()}: no / between value and comment.`;
  }
}
