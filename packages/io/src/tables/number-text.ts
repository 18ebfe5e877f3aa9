import { formatFloat } from "../models/format-yaml.ts";

/** A double with the fewest digits that give it back, as Python writes it: 1.0e-12, 0.5, nan, -inf. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? formatFloat(value) : Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const special: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, infinity: Infinity };

/** The number that a text is, with nan and inf in any case; undefined where it is none. */
export function parseNumberText(text: string): number | undefined {
  const trimmed = text.trim();
  if (decimal.test(trimmed)) return Number(trimmed);
  const [, sign, word] = /^([+-]?)([a-z]+)$/i.exec(trimmed) ?? [];
  const value =
    word === undefined || !Object.hasOwn(special, word.toLowerCase()) ? undefined : special[word.toLowerCase()];
  return value !== undefined && sign === "-" ? -value : value;
}
