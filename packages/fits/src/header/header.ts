import { GammakitError } from "@gammakit/core";
import { Header } from "../fitsjs/classes.ts";
import { type Card, type FitsCard, splitCards } from "./card.ts";
import type { FitsValue } from "./value.ts";

/** The keywords and values that describe a header-data unit. Where a keyword stands twice, the first counts. */
export interface FitsHeader {
  /** All cards in order, without END. */
  readonly cards: readonly FitsCard[];
  /** Texts of the COMMENT cards. */
  readonly comments: readonly string[];
  /** Texts of the HISTORY cards. */
  readonly history: readonly string[];
  /** Value of a keyword, upper or lower case; undefined where it is absent or has no value. */
  get(keyword: string): FitsValue;
  has(keyword: string): boolean;
  /** The value if it is a number, else undefined. A value that cannot be read is an error. */
  number(keyword: string): number | undefined;
  /** The value if it is a string, else undefined. */
  string(keyword: string): string | undefined;
  /** The value if it is T or F, else undefined. */
  boolean(keyword: string): boolean | undefined;
}

const noChecks = {};

/** The header class of fitsjs with another parser of cards: indexes the keywords, parses a value when it is asked for. */
export class CardHeader extends Header implements FitsHeader {
  // Declared only: the constructor of the base class fills them through `readBlock`.
  declare cards: readonly Card[];
  declare comments: readonly string[];
  declare history: readonly string[];
  declare private byKeyword: ReadonlyMap<string, Card>;
  /** For messages. */
  private readonly where: string;
  /** All cards as they stand in the file: what is not in it is no keyword either. */
  readonly text: string;

  /** `text`: whole cards of 80 characters, up to END. `where`: the file and the number of the unit. */
  constructor(text: string, where: string) {
    super(text);
    this.where = where;
    this.text = text;
  }

  /** The base class checks values while it parses them. Here that is done by those who use them. */
  override get VerifyFns(): Readonly<Record<string, unknown>> {
    return noChecks;
  }

  /** Called by the constructor of the base class. */
  override readBlock(text: string): void {
    const cards = splitCards(text);
    const byKeyword = new Map<string, Card>();
    const texts: Record<"COMMENT" | "HISTORY", string[]> = { COMMENT: [], HISTORY: [] };
    for (const card of cards) {
      const { keyword } = card;
      if (keyword === "COMMENT" || keyword === "HISTORY") texts[keyword].push(String(card.value));
      else if (!byKeyword.has(keyword)) byKeyword.set(keyword, card);
    }
    this.cards = cards;
    this.byKeyword = byKeyword;
    this.comments = texts.COMMENT;
    this.history = texts.HISTORY;
    this.primary = cards[0]?.keyword === "SIMPLE";
    this.extension = cards[0]?.keyword === "XTENSION";
    const type = this.get("XTENSION");
    if (typeof type === "string") this.extensionType = type;
  }

  override get(keyword: string): FitsValue {
    return this.card(keyword)?.value;
  }

  has(keyword: string): boolean {
    return this.card(keyword) !== undefined;
  }

  override contains(keyword: string): boolean {
    return this.has(keyword);
  }

  number(keyword: string): number | undefined {
    const card = this.card(keyword);
    if (card === undefined) return undefined;
    const { value, problem } = card;
    if (typeof value === "number") return value;
    if (typeof value === "bigint") return Number(value);
    if (problem === undefined) return undefined;
    throw new GammakitError("invalid-file", `${this.where}: the value of ${keyword} cannot be read: ${problem}.`, {
      where: this.where,
      keyword,
    });
  }

  string(keyword: string): string | undefined {
    const value = this.get(keyword);
    return typeof value === "string" ? value : undefined;
  }

  boolean(keyword: string): boolean | undefined {
    const value = this.get(keyword);
    return typeof value === "boolean" ? value : undefined;
  }

  private card(keyword: string): Card | undefined {
    return this.byKeyword.get(keyword) ?? this.byKeyword.get(keyword.toUpperCase());
  }
}
