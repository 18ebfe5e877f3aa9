import type { ToyShare } from "@gammakit/estimators";
import type { JobWarning } from "../job/warning.ts";
import { type InJson, placeName, type ToyClaims, type ToySubjectResult } from "./result.ts";

/** How many of its errors a share must be below its claim to be told of. */
const significant = 3;

/** Part of the fits that may fail untold. */
const few = 0.01;

/** Errors and limits that hold the truth less often than they claim, and fits that did not converge. */
export function toyWarnings(subjects: readonly ToySubjectResult[], claims: ToyClaims): readonly JobWarning[] {
  return subjects.flatMap((subject) => {
    const where = placeName(subject);
    const under = (what: string, share: InJson<ToyShare>, claim: number | null): readonly JobWarning[] => {
      if (claim === null || !isBelow(share, claim)) return [];
      const message = `${what} hold the truth in ${percent(share.share)} ± ${percent(share.error)} of the toys; they claim ${percent(claim)}.`;
      return [{ code: "under-coverage", message, where }];
    };
    const missing = (subject.toys ?? 0) - (subject.statuses.converged ?? 0);
    return [
      ...(missing > few * (subject.toys ?? 0) || subject.reason !== undefined
        ? [notConverged(subject, missing, where)]
        : []),
      ...subject.quantities.flatMap(({ name, coverage, asymmetricCoverage }) => [
        ...under(`The errors of ${name}`, coverage, claims.errors),
        ...under(`The asymmetric errors of ${name}`, asymmetricCoverage, claims.errors),
      ]),
      ...under("Upper limits", subject.limitCoverage, claims.limits),
    ];
  });
}

function notConverged({ toys, statuses, reason }: ToySubjectResult, missing: number, where: string): JobWarning {
  const how = Object.entries(statuses).flatMap(([status, count]) =>
    status === "converged" ? [] : [`${count} ${status}`],
  );
  const message = `${missing} of ${toys} toys gave no value with an error (${how.join(", ")}); they are left out of bias, pulls and coverage.${reason == null ? "" : ` Of one that failed: ${reason}`}`;
  return { code: "toys-without-value", message, where };
}

function isBelow({ share, error }: InJson<ToyShare>, claim: number): boolean {
  return share !== null && error !== null && share < claim - significant * error;
}

function percent(value: number | null): string {
  return value === null ? "unknown" : `${(100 * value).toFixed(1)} %`;
}
