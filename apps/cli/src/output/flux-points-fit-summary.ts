import { type FluxPointsFitRun, fluxPointsFitFindings } from "@gammakit/analysis";
import { columnOf, type Table } from "@gammakit/core";
import { formatTable } from "@gammakit/io";
import { closingLines, secondsOf } from "./closing-lines.ts";
import { fitLines } from "./fit-lines.ts";

/** What is shown after a fit of flux points. */
export function summarizeFluxPointsFit({ result, table }: FluxPointsFitRun, width: number): readonly string[] {
  const { sets, fit, goodness } = result;
  const all = sets.reduce((sum, { points }) => sum + points.length, 0);
  return [
    `${goodness.points} of ${all} flux points compared, in ${sets.length} ${sets.length === 1 ? "set" : "sets"} (${secondsOf(result)})`,
    ...fitLines(fit),
    ...fluxPointsFitFindings(result),
    "",
    formatTable(briefTable(result, table), { width }),
    ...closingLines(result),
  ];
}

/** The columns that tell the most; those of errors of both sides, of limits, sets and points left out where there are some. */
function briefTable({ sets }: FluxPointsFitRun["result"], table: Table): Table {
  const points = sets.flatMap((set) => set.points);
  const limits = points.some(({ isUl }) => isUl) ? ["dnde_ul", "is_ul"] : [];
  const areSided = points.some(({ dnde: { err, errn, errp } }) => err === null && (errn !== null || errp !== null));
  const names = [
    ...(sets.length > 1 ? ["set"] : []),
    "e_ref",
    "dnde",
    "dnde_err",
    ...(areSided ? ["dnde_errn", "dnde_errp"] : []),
    ...limits,
    ...(points.every(({ used }) => used) ? [] : ["used"]),
    "model_dnde",
    "residual",
  ];
  return { ...table, columns: names.map((name) => columnOf(table, name)) };
}
