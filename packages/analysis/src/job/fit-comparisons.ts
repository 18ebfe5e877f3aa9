import { type ComparedFit, summarizeComparisons } from "@gammakit/estimators";
import type { ComparisonResult } from "../time-resolved/comparison-result.ts";

/** Another model of the same data. */
export interface FitComparisonResult extends ComparisonResult {
  /** Name of the model that it is compared with. */
  readonly base: string;
  /** Whether χ² is only roughly right, because a parameter means nothing where the models are equal. */
  readonly approximate: boolean;
}

/** The comparisons of a fit as result.json has them. */
export async function fitComparisons(found: ComparedFit): Promise<readonly FitComparisonResult[]> {
  const { comparisonResult } = await import("../time-resolved/comparison-result.ts");
  const summaries = summarizeComparisons([found]);
  return found.comparisons.map((comparison, k) => {
    const { base, approximate } = summaries[k];
    return { ...comparisonResult(comparison), base, approximate };
  });
}
