import { splitPrefix } from "./definitions.ts";
import type { ExactScale } from "./exact-scale.ts";
import { exactDecimal, multiplyScales, one, raiseScale, scaleToNumber } from "./exact-scale.ts";
import type { Unit } from "./parse-unit.ts";
import { parseUnit } from "./parse-unit.ts";

/**
 * The canonical string of a unit, in the FITS form: words in alphabetical order with exponents, "cm-2 s-1 TeV-1".
 * A factor in front reads `10**-12` where it is a power of ten; FITS has no other, so astropy reads those as generic units only.
 * Words that FITS lacks are written in words it has where a power of ten is between them; "DN", "electron" and the like stay.
 * Equal products of the same words give equal strings. `parseUnit` reads the same unit again, to the last digit of a factor
 * that is a decimal number; so does astropy.
 * Throws "invalid-input" where `unit` is a string that is not a unit.
 */
export function formatUnit(unit: string | Unit): string {
  const { terms, multiplier } = typeof unit === "string" ? parseUnit(unit) : unit;
  let factor = multiplier;
  const exponents = new Map<string, number>();
  for (const { symbol, exponent } of terms) {
    const standard = standardForm(symbol);
    if (standard?.power) factor = multiplyScales(factor, raiseScale(raiseScale(ten, standard.power), exponent));
    const [name, power] = standard ? [standard.symbol, standard.exponent * exponent] : [symbol, exponent];
    if (name !== undefined) exponents.set(name, (exponents.get(name) ?? 0) + power);
  }
  const words = [...exponents]
    .filter(([, exponent]) => exponent !== 0)
    .sort(([a], [b]) => compare(a.toLowerCase(), b.toLowerCase()) || compare(a, b))
    .map(([symbol, exponent]) => symbol + exponentText(exponent));
  return [...multiplierText(factor), ...words].join(" ");
}

const ten: ExactScale = { ...one, numerator: 10n };

/** 10^power · symbol^exponent. */
interface StandardForm {
  readonly symbol?: string;
  readonly exponent: number;
  readonly power?: number;
}

/** Words that FITS does not have, or has without prefixes, in words that it has. */
const standardForms: Readonly<Record<string, StandardForm>> = {
  "%": { exponent: 1, power: -2 },
  Bq: { symbol: "s", exponent: -1 },
  dyn: { symbol: "N", exponent: 1, power: -5 },
  bar: { symbol: "Pa", exponent: 1, power: 5 },
  l: { symbol: "m", exponent: 3, power: -3 },
  t: { symbol: "kg", exponent: 1, power: 3 },
  uas: { symbol: "arcsec", exponent: 1, power: -6 },
  Ry: { symbol: "Ry", exponent: 1 },
  lyr: { symbol: "lyr", exponent: 1 },
  D: { symbol: "D", exponent: 1 },
  Ci: { symbol: "Ci", exponent: 1 },
  Crab: { symbol: "Crab", exponent: 1 },
  // OGIP has this one.
  mCrab: { symbol: "mCrab", exponent: 1 },
};

function standardForm(symbol: string): StandardForm | undefined {
  if (Object.hasOwn(standardForms, symbol)) return standardForms[symbol];
  const [power, word] = splitPrefix(symbol);
  if (power === 0 || !Object.hasOwn(standardForms, word)) return undefined;
  const form = standardForms[word];
  return { ...form, power: power + (form.power ?? 0) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function exponentText(exponent: number): string {
  if (exponent === 1) return "";
  let denominator = 1;
  while (Math.abs(Math.round(exponent * denominator) - exponent * denominator) > 1e-9) denominator++;
  const numerator = Math.round(exponent * denominator);
  return denominator === 1 ? String(numerator) : `(${numerator}/${denominator})`;
}

function multiplierText(multiplier: ExactScale): readonly string[] {
  const decimal = String(scaleToNumber(multiplier));
  if (multiplier.root === 1) {
    const power = powerOfTen(multiplier.numerator) - powerOfTen(multiplier.denominator);
    if (!Number.isNaN(power)) return power === 0 ? [] : [`10**${power}`];
    return [isSame(exactDecimal(decimal), multiplier) ? decimal : (allDigits(multiplier) ?? decimal)];
  }
  const rounded = exactDecimal(decimal);
  return rounded === undefined || decimal === "1" ? [] : multiplierText(rounded);
}

function isSame(a: ExactScale | undefined, b: ExactScale): boolean {
  return a !== undefined && a.numerator * b.denominator === b.numerator * a.denominator;
}

/** A decimal number with all its digits; undefined where the fraction has no end, or too many for a unit. */
function allDigits({ numerator, denominator }: ExactScale): string | undefined {
  let [rest, places] = [denominator, 0];
  for (const prime of [2n, 5n]) {
    let count = 0;
    for (; rest % prime === 0n; rest /= prime) count++;
    places = Math.max(places, count);
  }
  const digits = rest === 1n ? String((numerator * 10n ** BigInt(places)) / denominator) : "";
  return digits === "" || digits.length > 100 ? undefined : `${digits}e-${places}`;
}

/** k where n = 10^k, NaN where it is not one. */
function powerOfTen(n: bigint): number {
  const text = n.toString();
  return /^10*$/.test(text) ? text.length - 1 : Number.NaN;
}
