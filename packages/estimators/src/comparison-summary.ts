import { chiSquareTail, expm1, log1p, significanceOf } from "@gammakit/core";
import type { ComparedFit } from "./compare-models.ts";
import type { ModelComparison } from "./comparison.ts";
import { isIrregular } from "./nesting.ts";

/** How a compared model does over all intervals. Sums are over the intervals in which both fits converged. */
export interface ComparisonSummary {
  /** Name of the compared model. */
  readonly model: string;
  /** Name of the model it is compared with. */
  readonly base: string;
  /** Whether the model is a special case of the compared one, so that a likelihood-ratio test applies. */
  readonly nested: boolean;
  /** Whether χ² is only roughly right for the test, because a parameter means nothing where the models are equal: take toys. */
  readonly approximate: boolean;
  /** Number of intervals. */
  readonly intervals: number;
  /** In how many of them both fits converged. */
  readonly compared: number;
  /** How the other fits of the compared model ended. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Σ of the drops of −2 ln L from the model to the compared one. */
  readonly deltaTs: number;
  /** Σ of the free parameters that the compared model has more: the degrees of freedom of the test. */
  readonly extraParameters: number;
  /** Of the sum; NaN where the models are not nested or nothing was compared. */
  readonly pValue: number;
  readonly significance: number;
  /** Σ model − compared: positive speaks for the compared model. NaN where nothing was compared. */
  readonly deltaAic: number;
  readonly deltaBic: number;
  /** The interval with the smallest probability, from 0; absent where none was tested. */
  readonly best?: BestInterval;
  /** How many fits of the compared model were found from another start than the first. */
  readonly fromOtherStarts: number;
  /** How many were found along the profile of a parameter. */
  readonly rescued: number;
}

/** The most significant of several tests. */
export interface BestInterval {
  /** Place in the series, from 0. */
  readonly interval: number;
  readonly pValue: number;
  readonly significance: number;
  /** Number of intervals tested. */
  readonly trials: number;
  /** Probability that the best of so many tests is as small by chance, 1 − (1 − p)^trials. Šidák (1967), JASA 62, 626. */
  readonly globalPValue: number;
}

/** How each compared model does over all fits of a series, such as those of intervals: one summary per model of `compareWith`, in their order. */
export function summarizeComparisons(series: readonly ComparedFit[]): readonly ComparisonSummary[] {
  return (series[0]?.comparisons ?? []).map((_, k) => summarize(series, k));
}

function summarize(series: readonly ComparedFit[], k: number): ComparisonSummary {
  const entries = series.map(({ comparisons }) => comparisons[k]);
  const used = series.flatMap(({ result }, i) => (result.success && entries[i].result.success ? [entries[i]] : []));
  const sum = (f: (comparison: ModelComparison) => number) => used.reduce((total, entry) => total + f(entry), 0);
  const [deltaTs, extraParameters] = [sum((entry) => entry.deltaTs), sum((entry) => entry.extraParameters)];
  const nested = entries[0].nested;
  const tested = nested && used.length > 0;
  const best = nested ? bestOf(entries) : undefined;
  const none = used.length === 0 ? Number.NaN : 0;
  return {
    model: nameOf(entries[0].result),
    base: nameOf(series[0].result),
    nested,
    approximate: nested && isIrregular(entries[0].result.model),
    intervals: series.length,
    compared: used.length,
    leftOut: leftOut(series, entries),
    deltaTs,
    extraParameters,
    pValue: tested ? chiSquareTail(Math.max(0, deltaTs), extraParameters) : Number.NaN,
    significance: tested ? significanceOf(deltaTs, extraParameters) : Number.NaN,
    deltaAic: none + sum((entry) => entry.deltaAic),
    deltaBic: none + sum((entry) => entry.deltaBic),
    ...(best && { best }),
    fromOtherStarts: entries.filter(({ result }) => (result.search?.from ?? 1) > 1).length,
    rescued: entries.filter(({ result }) => result.search?.rescuedAlong !== undefined).length,
  };
}

function leftOut(
  series: readonly ComparedFit[],
  entries: readonly ModelComparison[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  entries.forEach(({ result }, i) => {
    const reason = series[i].result.success ? result.status : `base ${series[i].result.status}`;
    if (reason !== "converged") counts[reason] = (counts[reason] ?? 0) + 1;
  });
  return counts;
}

function bestOf(entries: readonly ModelComparison[]): BestInterval | undefined {
  const tested = entries.flatMap(({ pValue, significance }, interval) =>
    Number.isNaN(pValue) ? [] : [{ interval, pValue, significance }],
  );
  if (tested.length === 0) return undefined;
  const best = tested.reduce((a, b) => (b.significance > a.significance ? b : a));
  return { ...best, trials: tested.length, globalPValue: sidak(best.pValue, tested.length) };
}

/** 1 − (1 − p)ⁿ, exact for the smallest p. */
export function sidak(pValue: number, trials: number): number {
  return -expm1(trials * log1p(-pValue));
}

function nameOf({ model }: ComparedFit["result"]): string {
  return model.name ?? model.id;
}
