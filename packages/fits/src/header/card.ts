import { type FitsValue, type ParsedField, parseField } from "./value.ts";

/** One card of a FITS header. */
export interface FitsCard {
  /** Without the prefix HIERARCH; "" for a card of blanks. */
  readonly keyword: string;
  /** Of COMMENT, HISTORY and other cards without "= ": their text. CONTINUE cards are part of the string they continue. */
  readonly value: FitsValue;
  readonly comment: string;
  /** Why `value` is undefined although something is written there. */
  readonly problem?: string | undefined;
}

/** Number of characters of a card. */
export const cardLength = 80;

/** A card that is parsed when its value is first asked for: most never are. */
export class Card implements FitsCard {
  readonly keyword: string;
  private readonly text: string;
  private readonly at: number;
  private field: ParsedField | undefined;

  /** The value begins at `at` of `text` and ends with the card; `field` is given where it is known already. */
  constructor(keyword: string, text: string, at: number, field: ParsedField | undefined) {
    this.keyword = keyword;
    this.text = text;
    this.at = at;
    this.field = field;
  }

  get value(): FitsValue {
    return this.parsed().value;
  }

  get comment(): string {
    return this.parsed().comment;
  }

  get problem(): string | undefined {
    return this.parsed().problem;
  }

  private parsed(): ParsedField {
    this.field ??= parseField(this.text.slice(this.at, this.at - (this.at % cardLength) + cardLength));
    return this.field;
  }
}

/** The cards of a header, in order. `text` is whole cards, up to END. */
export function splitCards(text: string): Card[] {
  const cards: Card[] = [];
  const hasContinued = text.includes("CONTINUE");
  let at = 0;
  while (at < text.length) {
    if (hasContinued && text.startsWith("CONTINUE", at + cardLength)) at += addContinued(cards, text, at) * cardLength;
    else cards.push(cardAt(text, at));
    at += cardLength;
  }
  return cards;
}

function cardAt(text: string, at: number): Card {
  const keyword = keywordAt(text, at);
  if (text.charCodeAt(at + 8) === 0x3d && text.charCodeAt(at + 9) === 0x20 && !isCommentary(keyword)) {
    return new Card(keyword, text, at + 10, undefined);
  }
  if (keyword === "HIERARCH") return hierarchCard(text, at);
  return textCard(keyword, text, at);
}

function keywordAt(text: string, at: number): string {
  let end = at + 8;
  while (end > at && text.charCodeAt(end - 1) === 0x20) end--;
  return text.slice(at, end);
}

function textCard(keyword: string, text: string, at: number): Card {
  return new Card(keyword, text, at, { value: text.slice(at + 8, at + cardLength).trimEnd(), comment: "" });
}

function isCommentary(keyword: string): boolean {
  return keyword === "COMMENT" || keyword === "HISTORY" || keyword === "";
}

/** `HIERARCH ESO TEL ALT = 12.5 / comment`: the keyword is what stands before "=" (ESO convention). */
function hierarchCard(text: string, at: number): Card {
  const equals = text.indexOf("=", at);
  if (equals < 0 || equals >= at + cardLength) return textCard("HIERARCH", text, at);
  return new Card(text.slice(at + 8, equals).trim(), text, equals + 1, undefined);
}

/**
 * Adds the string card at `at`, which CONTINUE cards follow, and returns how many of them belong to it.
 * A piece that ends with "&" goes on in the next card. FITS 4.0, section 4.2.1.2.
 */
function addContinued(cards: Card[], text: string, at: number): number {
  const first = cardAt(text, at);
  const pieces: string[] = [];
  const comments: string[] = [];
  let field: { readonly value: FitsValue; readonly comment: string } = first;
  let count = 0;
  while (typeof field.value === "string" && field.value.endsWith("&") && !isCommentary(first.keyword)) {
    const next = at + (count + 1) * cardLength;
    if (!text.startsWith("CONTINUE", next)) break;
    pieces.push(field.value.slice(0, -1));
    if (field.comment !== "") comments.push(field.comment);
    field = parseField(text.slice(next + 8, next + cardLength));
    count++;
  }
  if (count === 0) {
    cards.push(first);
    return 0;
  }
  if (field.comment !== "") comments.push(field.comment);
  pieces.push(typeof field.value === "string" ? field.value : "");
  cards.push(new Card(first.keyword, text, at, { value: pieces.join(""), comment: comments.join(" ") }));
  return count;
}
