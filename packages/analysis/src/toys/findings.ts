import type { ToyShare } from "@gammakit/estimators";
import { type ToysResult, together } from "./result.ts";

/** What the toys say, in sentences: all intervals or fluxes together. */
export function toysFindings({ subjects, claims }: ToysResult): readonly string[] {
  if (subjects.length === 0) return ["There is nothing of which toys could be drawn."];
  const names = [...new Set(subjects.flatMap(({ quantities }) => quantities.map(({ name }) => name)))];
  const limits = together(subjects.map(({ limitCoverage }) => limitCoverage));
  return [
    ...names.flatMap((name) => {
      const all = subjects.flatMap(({ quantities }) => quantities.filter((one) => one.name === name));
      const asymmetric = together(all.map(({ asymmetricCoverage }) => asymmetricCoverage));
      return [
        coverageText(`Errors of ${name}`, together(all.map(({ coverage }) => coverage)), claims.errors),
        ...(asymmetric.used > 0 ? [coverageText(`Asymmetric errors of ${name}`, asymmetric, claims.errors)] : []),
      ];
    }),
    ...(claims.limits === null || limits.used === 0 ? [] : [coverageText("Upper limits", limits, claims.limits)]),
    fitText(subjects),
  ];
}

function coverageText(what: string, { share, error, used }: ToyShare, claim: number): string {
  const verdict = share < claim - 3 * error ? ", which is less than they claim" : "";
  return `${what} hold the truth in ${percent(share)} ± ${percent(error)} % of ${used} toys${verdict} (claimed: ${percent(claim)} %).`;
}

function fitText(subjects: ToysResult["subjects"]): string {
  const known = subjects.flatMap(({ goodness }) => (goodness.pValue === null ? [] : [goodness.pValue]));
  if (known.length === 0) return "The goodness of fit is not known.";
  const least = Math.min(...known);
  return `Goodness of fit by toys: the least of ${known.length} probabilities is ${least.toPrecision(2)}.`;
}

function percent(value: number): string {
  return Number.isFinite(value) ? (100 * value).toFixed(1) : "unknown";
}
