import type { Column, Table } from "@gammakit/core";
import type { ComparisonResult } from "../time-resolved/comparison-result.ts";
import type { TimeResolvedResult } from "../time-resolved/result.ts";

/** One row per interval and compared model: what it gains, by all criteria, and how its minimum was found or why there is none. */
export function comparisonTable({ bins }: Pick<TimeResolvedResult, "bins">): Table {
  const rows = bins.flatMap(({ tStartIso, comparisons }) =>
    comparisons.map((comparison) => ({ tStartIso, comparison })),
  );
  const text = (name: string, cell: (comparison: ComparisonResult, start: string) => string): Column => ({
    name,
    unit: "",
    data: rows.map(({ comparison, tStartIso }) => cell(comparison, tStartIso)),
  });
  const number = (name: string, cell: (comparison: ComparisonResult) => number | null | undefined): Column => ({
    name,
    unit: "",
    data: Float64Array.from(rows, ({ comparison }) => cell(comparison) ?? Number.NaN),
  });
  const withToys = rows.some(({ comparison }) => comparison.toys !== null);
  return {
    name: "comparisons",
    rowCount: rows.length,
    meta: {},
    columns: [
      text("tstart", (_, start) => start.slice(0, 19)),
      text("model", ({ model }) => model),
      text("status", ({ status }) => status),
      number("delta_ts", ({ deltaTs }) => deltaTs),
      number("significance", ({ significance }) => significance),
      ...(withToys
        ? [number("p_toys", ({ toys }) => toys?.pValue), number("p_toys_err", ({ toys }) => toys?.pValueError)]
        : []),
      number("delta_aic", ({ deltaAic }) => deltaAic),
      number("delta_bic", ({ deltaBic }) => deltaBic),
      text("best start", ({ foundFromStart, startsTried }) => `${foundFromStart} of ${startsTried}`),
      text("remarks", remarks),
    ],
  };
}

function remarks({ status, openSides, rescuedBy, message }: ComparisonResult): string {
  const flat = openSides.filter((side) => side.flat);
  const open = openSides.filter((side) => !side.flat);
  const rescue = rescuedBy === null ? [] : [`rescued along ${nameIn(rescuedBy)}`];
  if (flat.length > 0) return [...flat.map(flatWords), ...rescue].join("; ");
  if (status !== "converged") return [message, ...rescue].join("; ");
  return [...open.map(({ parameter, side }) => `${nameIn(parameter)} open ${side}`), ...rescue].join("; ");
}

function flatWords({ parameter, side, from, unit }: ComparisonResult["openSides"][number]): string {
  return `${nameIn(parameter)} flat ${side} ${Number(from.toPrecision(2))}${unit && ` ${unit}`}`;
}

/** The parameter without the name of its model, which has a column of its own. */
function nameIn(parameter: string): string {
  return parameter.slice(parameter.indexOf(".") + 1);
}
