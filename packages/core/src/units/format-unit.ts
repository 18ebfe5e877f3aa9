import type { ExactScale } from "./exact-scale.ts";
import { exactDecimal, multiplyScales, one, raiseScale, scaleToNumber } from "./exact-scale.ts";
import type { Unit } from "./parse-unit.ts";
import { parseUnit } from "./parse-unit.ts";

/**
 * The canonical string of a unit, in the FITS form: words in alphabetical order with exponents, "cm-2 s-1 TeV-1".
 * A power of ten in front reads `10**-12`. Equal products of the same words give equal strings, which `parseUnit` and astropy read.
 * Throws "invalid-input" where `unit` is a string that is not a unit.
 */
export function formatUnit(unit: string | Unit): string {
  const { terms, multiplier } = typeof unit === "string" ? parseUnit(unit) : unit;
  let factor = multiplier;
  const exponents = new Map<string, number>();
  for (const { symbol, exponent } of terms) {
    const standard = fitsForms[symbol];
    if (standard?.scale) factor = multiplyScales(factor, raiseScale(standard.scale, exponent));
    const [name, power] = standard ? [standard.symbol, standard.exponent * exponent] : [symbol, exponent];
    if (name !== undefined) exponents.set(name, (exponents.get(name) ?? 0) + power);
  }
  const words = [...exponents]
    .filter(([, exponent]) => exponent !== 0)
    .sort(([a], [b]) => compare(a.toLowerCase(), b.toLowerCase()) || compare(a, b))
    .map(([symbol, exponent]) => symbol + exponentText(exponent));
  return [...multiplierText(factor), ...words].join(" ");
}

/** Words that FITS does not have, in words that it has. */
const fitsForms: Readonly<
  Record<string, { readonly symbol?: string; readonly exponent: number; readonly scale?: ExactScale }>
> = {
  "%": { exponent: 1, scale: { ...one, denominator: 100n } },
  Bq: { symbol: "s", exponent: -1 },
};

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
  if (decimal === "1") return [];
  const exact = multiplier.root === 1 ? multiplier : (exactDecimal(decimal) ?? multiplier);
  const power = powerOfTen(exact.numerator) - powerOfTen(exact.denominator);
  return [Number.isNaN(power) ? decimal : `10**${power}`];
}

/** k where n = 10^k, NaN where it is not one. */
function powerOfTen(n: bigint): number {
  const text = n.toString();
  return /^10*$/.test(text) ? text.length - 1 : Number.NaN;
}
