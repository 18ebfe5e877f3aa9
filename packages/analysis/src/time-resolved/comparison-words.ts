import type { ComparisonSummaryResult } from "./comparison-result.ts";
import type { TimeResolvedResult } from "./result.ts";

/** Significance [σ] from which on a model is called better. */
const preferredFrom = 3;

/** What the comparisons of a night say, in sentences: which model describes it better, by how much, and what could not be told. */
export function comparisonWords({
  bins,
  comparisons,
}: Pick<TimeResolvedResult, "bins" | "comparisons">): readonly string[] {
  return comparisons.map((summary, k) =>
    [
      summary.compared === 0
        ? `${summary.model} could not be compared with ${summary.base} in any interval.`
        : verdict(summary, ` over ${summary.compared} ${summary.compared === 1 ? "interval" : "intervals"}`),
      ...bestWords(summary),
      ...toyWords(bins, k),
      ...leftOutWords(summary, bins, k),
      ...searchWords(summary),
    ].join(" "),
  );
}

/** What a comparison says of two models that were both fitted, and where. */
interface Compared
  extends Pick<
    ComparisonSummaryResult,
    | "model"
    | "base"
    | "nested"
    | "approximate"
    | "extraParameters"
    | "pValue"
    | "significance"
    | "deltaAic"
    | "deltaBic"
  > {
  readonly deltaTs: number | null;
}

/** Which of two models describes the data better, and by how much, in a sentence; `where` says over what, after a space. */
export function verdict(compared: Compared, where = ""): string {
  const { model, base, nested, deltaTs, extraParameters, significance, pValue } = compared;
  const criteria = `ΔAIC ${signed(compared.deltaAic)}, ΔBIC ${signed(compared.deltaBic)}`;
  const rise = `−2 ln L ${signed(deltaTs === null ? null : -deltaTs)} for ${signed(extraParameters, 0)} parameters${where}`;
  if (!nested || significance === null) {
    const better = (compared.deltaAic ?? 0) > 0 ? model : base;
    return `${better} is preferred by AIC: ${model} against ${base} has ${rise}; ${criteria}. No significance is given: ${base} is not known as a special case of ${model}.`;
  }
  const words = significance >= preferredFrom ? "is preferred to" : "is not needed beside";
  return `${model} ${words} ${base}: ${rise}, ${significance.toFixed(1)} σ (p = ${probability(pValue)}); ${criteria}.${compared.approximate ? " The significance is approximate, as no break exists where the indices are equal; toys tell." : ""}`;
}

function bestWords({ best }: ComparisonSummaryResult): readonly string[] {
  if (best === null || best.significance === null) return [];
  const { tStartIso, significance, trials, globalPValue } = best;
  return [
    `Most significant in the interval from ${tStartIso}: ${significance.toFixed(1)} σ, p = ${probability(globalPValue)} after ${trials} trials.`,
  ];
}

function toyWords(bins: TimeResolvedResult["bins"], k: number): readonly string[] {
  const toys = bins.flatMap(({ comparisons, tStartIso }) => {
    const outcome = comparisons[k].toys;
    return outcome?.pValue == null ? [] : [{ ...outcome, pValue: outcome.pValue, tStartIso }];
  });
  if (toys.length === 0) return [];
  const least = toys.reduce((a, b) => (b.pValue < a.pValue ? b : a));
  return [
    `By toys, p = ${probability(least.pValue)} ± ${probability(least.pValueError)} in the interval from ${least.tStartIso}, the least of ${toys.length}.`,
  ];
}

function leftOutWords(
  { leftOut, intervals }: ComparisonSummaryResult,
  bins: TimeResolvedResult["bins"],
  k: number,
): readonly string[] {
  const total = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const how = Object.entries(leftOut).map(([status, count]) => `${count} ${status}`);
  const reasons = new Map<string, number>();
  for (const { comparisons } of bins) {
    for (const { parameter, side, flat } of comparisons[k].openSides) {
      if (!flat) continue;
      const reason = `flat in ${parameter.slice(parameter.indexOf(".") + 1)} far ${side}`;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  const why = [...reasons].map(([reason, count]) => `${reason} (${count})`).join(", ");
  return [
    `Left out of the sums: ${total} of ${intervals} intervals (${how.join(", ")})${why && `; the likelihood is ${why}`}.`,
  ];
}

function searchWords({ fromOtherStarts, rescued, intervals }: ComparisonSummaryResult): readonly string[] {
  const words = [
    ...(fromOtherStarts > 0 ? [`from another start than the given one in ${fromOtherStarts}`] : []),
    ...(rescued > 0 ? [`along the profile of a parameter in ${rescued}`] : []),
  ];
  return words.length === 0 ? [] : [`The lowest point was found ${words.join(" and ")} of ${intervals} intervals.`];
}

function signed(value: number | null, digits = 1): string {
  if (value === null) return "unknown";
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;
}

function probability(value: number | null): string {
  return value === null ? "unknown" : value.toPrecision(2);
}
