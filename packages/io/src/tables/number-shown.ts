import { log10, pow } from "@gammakit/core";

const fewestDigits = 4;
const mostDigits = 12;

/** Significant digits for numbers of a column: four, and as many more as they share at their beginning, as dates do. */
export function digitsOf(values: Float64Array): number {
  let [lowest, highest, largest] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    largest = Math.max(largest, Math.abs(value));
  }
  if (!(highest > lowest)) return largest >= 1e4 && largest < 1e7 ? 8 : fewestDigits;
  const shared = Math.max(0, Math.floor(log10(largest / (highest - lowest))));
  return Math.min(fewestDigits + shared, mostDigits);
}

/** A number with so many significant digits; whole numbers below a million in full, NaN as "-". */
export function numberShown(value: number, digits: number): string {
  if (Number.isNaN(value)) return "-";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const exponent = exponentOf(value, digits);
  if (exponent < -3 || exponent >= Math.max(6, digits)) return value.toExponential(digits - 1).replace("e+", "e");
  return value.toFixed(Math.max(0, digits - 1 - exponent));
}

/**
 * A value with one error, or those downward and upward: 2.60 ± 0.12, (1.31 ± 0.08)e-11, 2.60 -0.11 +0.13. The smaller
 * error has two digits; one that is not known is nan.
 */
export function valueShown(value: number, errors: readonly number[]): string {
  const usable = errors.filter((error) => Number.isFinite(error) && error > 0);
  if (!Number.isFinite(value) || usable.length === 0) return numberShown(value, fewestDigits);
  const smallest = Math.min(...usable);
  const largest = Math.max(Math.abs(value), ...usable);
  const power = exponentOf(largest, fewestDigits);
  const scale = power < -2 || power >= 5 ? power : 0;
  const decimals = Math.min(Math.max(0, 1 - exponentOf(smallest, 2) + scale), mostDigits);
  const fixed = (number: number) =>
    Number.isFinite(number) ? (number / pow(10, scale)).toFixed(decimals) : String(number).toLowerCase().slice(0, 3);
  const text =
    errors.length === 1
      ? `${fixed(value)} ± ${fixed(errors[0])}`
      : `${fixed(value)} -${fixed(Math.abs(errors[0]))} +${fixed(errors[1])}`;
  return scale === 0 ? text : `(${text})e${scale}`;
}

/** Exponent of a number once it is rounded to so many digits. */
function exponentOf(value: number, digits: number): number {
  return Number(value.toExponential(digits - 1).split("e")[1]);
}
