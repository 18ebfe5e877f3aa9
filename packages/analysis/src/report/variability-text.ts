import type { VariabilityResult } from "../time-resolved/result.ts";

/** How much a quantity varies, in a sentence; none where it can't be said. */
export function variabilityText(
  name: string,
  { chi2, dof, pValue, fvar, fvarError }: VariabilityResult,
): readonly string[] {
  if (chi2 === null || pValue === null) return [];
  const spread =
    fvar === null || fvarError === null ? "" : `; fractional variance ${fvar.toFixed(3)} ± ${fvarError.toFixed(3)}`;
  return [
    `${name} against a constant: χ² ${chi2.toFixed(1)} for ${dof} degrees of freedom, p = ${pValue.toPrecision(2)}${spread}.`,
  ];
}
