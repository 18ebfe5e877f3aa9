import { type Parameter, parseUnit } from "@gammakit/core";

/** Sizes of base units in a system where nothing is as it was. */
const sizes: Readonly<Record<string, number>> = { m: 1.3, s: 0.8, kg: 1.7 };

/** What a number in `unit` is multiplied with to be a number in the other system of units. */
export function otherUnits(unit: string): number {
  return Object.entries(parseUnit(unit).dimensions).reduce(
    (product, [base, exponent]) => product * (sizes[base] ?? 1) ** exponent,
    1,
  );
}

/** A vector of parameters as numbers in the other system of units. */
export function inOtherUnits(parameters: readonly Parameter[], p: Float64Array): Float64Array {
  return p.map((value, k) => value * otherUnits(parameters[k].unit));
}
