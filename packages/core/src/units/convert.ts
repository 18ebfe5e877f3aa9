import { GammakitError } from "../errors/gammakit-error.ts";
import { describeUnit, dimensionKey } from "./dimension-name.ts";
import { divideScales, scaleToNumber } from "./exact-scale.ts";
import type { Unit } from "./parse-unit.ts";
import { parseUnit } from "./parse-unit.ts";

/**
 * Whether numbers in one unit can be expressed in the other.
 * Photons and counts are what is counted, not a dimension: they match each other's absence ("ph cm-2 s-1" and "cm-2 s-1"),
 * but "ct" is not "ph". Angles are a dimension: radians are not plain numbers.
 */
export function areCompatible(a: Unit, b: Unit): boolean {
  if (dimensionKey(a.dimensions, true) !== dimensionKey(b.dimensions, true)) return false;
  // Magnitudes run backwards: a logarithmic unit is compatible with itself only.
  if (a.dimensions.dex !== undefined && a.scale !== b.scale) return false;
  const [phA, ctA, phB, ctB] = [a.dimensions.ph ?? 0, a.dimensions.ct ?? 0, b.dimensions.ph ?? 0, b.dimensions.ct ?? 0];
  const plain = (phA === 0 && ctA === 0) || (phB === 0 && ctB === 0);
  return plain || (phA === phB && ctA === ctB);
}

/**
 * What a number in `from` is multiplied with to be in `to`: the double nearest to the exact ratio where that is rational.
 * conversionFactor("TeV", "erg") is 1.602176634. Throws "invalid-input" for unknown and incompatible units.
 */
export function conversionFactor(from: string, to: string): number {
  const [multiplier, divisor] = ratioOf(from, to);
  return multiplier / divisor;
}

/**
 * `value` [from] expressed in `to`. Throws "invalid-input" for unknown and incompatible units, naming value, unit and the unit expected.
 */
export function convert(value: number, from: string, to: string): number {
  if (from === to) return value;
  const [multiplier, divisor] = ratioOf(from, to, value);
  return (value * multiplier) / divisor;
}

/** New array of `values` [from] expressed in `to`. Throws as `convert`. */
export function convertAll(values: ArrayLike<number>, from: string, to: string): Float64Array {
  const out = Float64Array.from(values);
  if (from === to) return out;
  const [multiplier, divisor] = ratioOf(from, to);
  for (let i = 0; i < out.length; i++) out[i] = (out[i] * multiplier) / divisor;
  return out;
}

/** Multiplier and divisor: both integers where the ratio is one of integers below 2^53, so that 300 GeV are exactly 0.3 TeV. */
function ratioOf(from: string, to: string, value?: number): readonly [number, number] {
  // No unit has a NUL in it.
  const key = `${from}\0${to}`;
  const known = ratios.get(key);
  if (known) return known;
  const ratio = computeRatio(from, to, value);
  if (ratios.size >= ratiosLimit) ratios.clear();
  ratios.set(key, ratio);
  return ratio;
}

/** Pairs of units asked for before, so that a single number costs no arithmetic on exact fractions. */
const ratios = new Map<string, readonly [number, number]>();
const ratiosLimit = 256;

function computeRatio(from: string, to: string, value?: number): readonly [number, number] {
  const [a, b] = [parseUnit(from), parseUnit(to)];
  if (!areCompatible(a, b)) {
    const shown = value === undefined ? `Unit "${from}"` : `${value} ${from}`;
    throw new GammakitError(
      "invalid-input",
      `${shown} cannot be converted to "${to}": expected ${describeUnit(b, to)}.`,
      {
        value,
        unit: from,
        expected: to,
      },
    );
  }
  const ratio = divideScales(a.exactScale, b.exactScale);
  const exact = ratio.pi === 0 && ratio.root === 1 && ratio.numerator <= limit && ratio.denominator <= limit;
  return exact ? [Number(ratio.numerator), Number(ratio.denominator)] : [scaleToNumber(ratio), 1];
}

/** Beyond this, the product with a value of 15 digits loses more than the quotient saves. */
const limit = 10n ** 15n;
