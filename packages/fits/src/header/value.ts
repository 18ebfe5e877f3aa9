/**
 * Value of a header card. Integers beyond 2^53 are bigints, complex numbers pairs [re, im]; `undefined` where the card
 * has no value, or one that is no FITS value.
 */
export type FitsValue = string | number | bigint | boolean | readonly [number, number] | undefined;

/** What follows the keyword of a card. */
export interface ParsedField {
  readonly value: FitsValue;
  readonly comment: string;
  /** Why `value` is undefined although something is written there. */
  readonly problem?: string;
}

const complex = /^\(\s*([^,\s]+)\s*,\s*([^,\s]+)\s*\)$/;

/** Value and comment of a card from the text after its keyword and "= ". FITS 4.0, section 4.2. */
export function parseField(field: string): ParsedField {
  const start = firstNonBlank(field);
  if (field.charCodeAt(start) === quote) return parseQuoted(field, start);
  const slash = field.indexOf("/", start);
  const token = field.slice(start, slash < 0 ? field.length : slash).trimEnd();
  const comment = slash < 0 ? "" : field.slice(slash + 1).trim();
  const value = parseToken(token);
  if (value === undefined && token !== "") return { value, comment, problem: `"${token}" is not a FITS value` };
  return { value, comment };
}

/** The number that `token` is in FITS notation, a bigint where a double would not be exact; else undefined. */
function parseNumber(token: string): number | bigint | undefined {
  // Written out, because the regular expressions for it would cost more than all else in a header read once.
  let isInteger = true;
  for (let i = 0; i < token.length; i++) {
    const code = token.charCodeAt(i);
    if (isDigit(code) || (i === 0 && isSign(code))) continue;
    if (!isRealCharacter(code)) return undefined;
    isInteger = false;
  }
  const value = Number(isInteger ? token : token.replace(/[Dd]/, "E"));
  if (!Number.isFinite(value)) return undefined;
  if (!isInteger || Number.isSafeInteger(value)) return value;
  return BigInt(token.startsWith("+") ? token.slice(1) : token);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isSign(code: number): boolean {
  return code === 0x2b || code === 0x2d;
}

/** What a real number has besides digits: a point, D or E, the sign of the exponent. */
function isRealCharacter(code: number): boolean {
  const upper = code & 0x5f;
  return code === 0x2e || isSign(code) || ((upper === 0x44 || upper === 0x45) && code > 0x40);
}

const quote = 0x27;

function firstNonBlank(text: string): number {
  let i = 0;
  while (text.charCodeAt(i) === 0x20) i++;
  return i;
}

/** A string in quotes, in which two quotes are one and blanks at the end mean nothing. */
function parseQuoted(field: string, start: number): ParsedField {
  let end = field.indexOf("'", start + 1);
  while (end >= 0 && field.charCodeAt(end + 1) === quote) end = field.indexOf("'", end + 2);
  if (end < 0) return { value: undefined, comment: "", problem: `the string ${field.trim()} has no closing quote` };
  const inside = field.slice(start + 1, end);
  const value = (inside.includes("''") ? inside.replaceAll("''", "'") : inside).trimEnd();
  const slash = field.indexOf("/", end + 1);
  return { value, comment: slash < 0 ? "" : field.slice(slash + 1).trim() };
}

function parseToken(token: string): FitsValue {
  if (token === "T") return true;
  if (token === "F") return false;
  if (token === "") return undefined;
  const pair = token.startsWith("(") ? complex.exec(token) : null;
  if (pair === null) return parseNumber(token);
  const [re, im] = [parseNumber(pair[1]), parseNumber(pair[2])];
  return re === undefined || im === undefined ? undefined : [Number(re), Number(im)];
}
