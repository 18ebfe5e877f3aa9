import type { FitOutcome } from "@gammakit/analysis";

/** How a fit ended, and what it found, a line each. */
export function fitLines({ status, success, stat, parameters }: FitOutcome): readonly string[] {
  const found = parameters.flatMap(({ name, value, error, unit, frozen }) => {
    if (frozen || value === null) return [];
    const spread = error === null ? "" : ` ± ${error.toPrecision(3)}`;
    return [`${name} ${value.toPrecision(5)}${spread}${unit === "" ? "" : ` ${unit}`}`];
  });
  return [`Fit: ${status}${success && stat !== null ? `, statistic ${stat.toFixed(2)}` : ""}`, ...found];
}
