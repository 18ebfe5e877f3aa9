import { log } from "@gammakit/core";

/** The larger exponent of (E/E₀)^−Γ at the ends of a bin [TeV]: nowhere between them is it larger. */
export function largestExponent(low: number, high: number, index: number, reference: number): number {
  return Math.max(-index * log(low / reference), -index * log(high / reference));
}
