/** Exponents are multiples of 1/240, so that equal ones compare equal. */
const exponentParts = 240;

/** Whether `exponent` is one that units can have. */
export function isExponent(exponent: number): boolean {
  return Math.abs(Math.round(exponent * exponentParts) - exponent * exponentParts) < 1e-6;
}

/** The multiple of 1/240 that `exponent` is but for rounding. */
export function exactExponent(exponent: number): number {
  return Math.round(exponent * exponentParts) / exponentParts;
}
