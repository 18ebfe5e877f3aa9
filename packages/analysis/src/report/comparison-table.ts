import { type Column, column, type Table } from "@gammakit/core";
import type { ComparisonResult } from "../time-resolved/comparison-result.ts";
import type { TimeResolvedResult } from "../time-resolved/result.ts";

/** One row per interval and compared model: what it gains, by all criteria, and how its minimum was found or why there is none. */
export function comparisonTable({ bins }: Pick<TimeResolvedResult, "bins">): Table {
  const starts = bins.flatMap(({ tStartIso, comparisons }) => comparisons.map(() => tStartIso.slice(0, 19)));
  return tableOfComparisons(
    bins.flatMap(({ comparisons }) => comparisons),
    [column("tstart", starts)],
  );
}

/** One row per compared model, after the columns `lead`. */
export function tableOfComparisons(rows: readonly ComparisonResult[], lead: readonly Column[] = []): Table {
  const text = (name: string, cell: (comparison: ComparisonResult) => string): Column => column(name, rows.map(cell));
  const number = (name: string, cell: (comparison: ComparisonResult) => number | null | undefined): Column =>
    column(
      name,
      Float64Array.from(rows, (comparison) => cell(comparison) ?? Number.NaN),
    );
  const withToys = rows.some(({ toys }) => toys !== null);
  return {
    name: "comparisons",
    rowCount: rows.length,
    meta: {},
    columns: [
      ...lead,
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
