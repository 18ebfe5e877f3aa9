import type { FitComparisonResult } from "../job/fit-comparisons.ts";
import type { FitOutcome } from "../job/fit-result.ts";
import { verdict } from "../time-resolved/comparison-words.ts";

/** What other models of the same data gain over that of a fit, a sentence each. */
export function comparisonFindings(
  fit: Pick<FitOutcome, "success" | "message">,
  comparisons: readonly FitComparisonResult[],
): readonly string[] {
  return comparisons.map((comparison) => {
    const { model, base, status, message, toys } = comparison;
    if (!fit.success || status !== "converged") {
      return `${model} could not be compared with ${base}: ${fit.success ? message : fit.message}`;
    }
    const byToys =
      toys?.pValue == null
        ? ""
        : ` By toys, p = ${toys.pValue.toPrecision(2)} ± ${(toys.pValueError ?? Number.NaN).toPrecision(2)}.`;
    return verdict(comparison) + byToys;
  });
}
