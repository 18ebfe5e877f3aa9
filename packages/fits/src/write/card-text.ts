import { GammakitError } from "@gammakit/core";
import type { WritableCard, WritableValue } from "./writable.ts";

const cardLength = 80;
const textLength = 72;
const ordinary = /^[A-Z0-9_-]{1,8}$/;
const prefix = "HIERARCH ";

/** The lines of 80 characters that a card takes: more than one for long strings and commentary. FITS 4.0, section 4. */
export function cardLines({ keyword, value, comment = "" }: WritableCard, where: string): string[] {
  requirePrintable(comment, `the comment of ${keyword}`, where);
  if (isCommentary(keyword)) return commentary(keyword, value, where);
  const head = cardHead(keyword, where);
  if (typeof value === "string") return stringLines(head, value, comment, `${where}, ${keyword}`);
  const token = formatValue(value, `${where}, ${keyword}`);
  // Ordinary keywords have their numbers end in column 30, the fixed format.
  const line = head + (head.startsWith(prefix) ? token : token.padStart(20));
  if (line.length > cardLength) throw tooLong(keyword, where);
  return [withComment(line, comment)];
}

/** Whether a card of this keyword holds text instead of a value. */
function isCommentary(keyword: string): boolean {
  return keyword === "COMMENT" || keyword === "HISTORY" || keyword === "";
}

/** A number in FITS notation, with the fewest digits that give it back. */
function formatNumber(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  if (Number.isSafeInteger(value)) return String(value);
  const [digits, exponent] = String(value).split("e");
  const mantissa = digits.includes(".") ? digits : `${digits}.0`;
  return exponent === undefined ? mantissa : `${mantissa}E${exponent}`;
}

/** Throws "invalid-input" where `text` has other characters than a header can: blank to ~. */
export function requirePrintable(text: string, what: string, where: string): void {
  const at = text.search(/[^ -~]/);
  if (at < 0) return;
  const shown = JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0));
  const message = `${where}: ${what} has the character ${shown}, and FITS knows printable ASCII only. Replace it.`;
  throw new GammakitError("invalid-input", message, { where, text, position: at });
}

/** What stands before the value: "KEYWORD = ". */
function cardHead(keyword: string, where: string): string {
  const upper = keyword.toUpperCase();
  if (ordinary.test(upper)) return `${upper.padEnd(8)}= `;
  const name = keyword.startsWith(prefix) ? keyword.slice(prefix.length) : keyword;
  if (!/^[\w.+-]+( [\w.+-]+)*$/.test(name)) {
    const message = `${where}: ${JSON.stringify(keyword)} cannot be a keyword. Use letters, digits, - and _, and words with one blank between them.`;
    throw new GammakitError("invalid-input", message, { where, keyword });
  }
  return `${prefix}${name} = `;
}

function tooLong(keyword: string, where: string): GammakitError {
  const message = `${where}: the keyword ${keyword} leaves no room for its value in a card of 80 characters. Use a shorter one.`;
  return new GammakitError("invalid-input", message, { where, keyword });
}

function formatValue(value: Exclude<WritableValue, string>, where: string): string {
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? "T" : "F";
  if (typeof value === "bigint") return String(value);
  const numbers = typeof value === "number" ? [value] : value;
  const wrong = numbers.find((number) => !Number.isFinite(number));
  if (wrong !== undefined) {
    const message = `${where}: a header cannot hold ${wrong}. Leave the value undefined.`;
    throw new GammakitError("invalid-input", message, { where, value });
  }
  return typeof value === "number" ? formatNumber(value) : `(${numbers.map(formatNumber).join(", ")})`;
}

function withComment(line: string, comment: string): string {
  const full = comment === "" ? line : `${line} / ${comment}`;
  return full.slice(0, cardLength).padEnd(cardLength);
}

/** A string, on CONTINUE cards where it is long. FITS 4.0, section 4.2.1.2. */
function stringLines(head: string, value: string, comment: string, where: string): string[] {
  requirePrintable(value, "the value", where);
  const whole = `${head}'${escapeQuotes(value).padEnd(8)}'`;
  // The fixed place of comments; astropy formats CHECKSUM anew and compares the sum.
  if (whole.length <= cardLength) return [withComment(comment === "" ? whole : whole.padEnd(30), comment)];
  // Two quotes, an ampersand, and room for one character, which may be a quote and so two.
  const room = cardLength - head.length - 3;
  if (room < 2) throw tooLong(head, where);
  const lines: string[] = [];
  let start = head;
  let rest = value;
  while (rest !== "") {
    const piece = takePiece(rest, cardLength - start.length - 3);
    rest = rest.slice(piece.length);
    const line = `${start}'${escapeQuotes(piece)}${rest === "" ? "" : "&"}'`;
    lines.push(withComment(line, rest === "" ? comment : ""));
    start = "CONTINUE  ";
  }
  return lines;
}

function escapeQuotes(text: string): string {
  return text.replaceAll("'", "''");
}

/** The longest beginning of `text` that takes no more than `room` characters once its quotes are doubled. */
function takePiece(text: string, room: number): string {
  let length = 0;
  let used = 0;
  while (length < text.length) {
    used += text[length] === "'" ? 2 : 1;
    if (used > room) break;
    length++;
  }
  return text.slice(0, length);
}

function commentary(keyword: string, value: WritableValue, where: string): string[] {
  const lines: string[] = [];
  for (const text of String(value ?? "").split("\n")) {
    requirePrintable(text, keyword === "" ? "the text" : keyword, where);
    for (let at = 0; at === 0 || at < text.length; at += textLength) {
      lines.push((keyword.padEnd(8) + text.slice(at, at + textLength)).padEnd(cardLength));
    }
  }
  return lines;
}
