import type { TimeResolvedRun } from "@gammakit/analysis";
import { columnOf, type Table } from "@gammakit/core";
import { formatTable } from "@gammakit/io";
import { closingLines, secondsOf } from "./closing-lines.ts";

/** What is shown after time-resolved spectroscopy. */
export function summarizeTimeResolved({ result, table }: TimeResolvedRun, width: number): readonly string[] {
  const { bins, observations, datasets, variability } = result;
  const converged = bins.filter((bin) => bin.success).length;
  return [
    `${observations.length} runs selected, ${datasets.length} datasets in ${bins.length} intervals; ${converged} of ${bins.length} fits converged (${secondsOf(result)})`,
    "",
    ...(bins.length > 0 ? [formatTable(briefTable(table), { width })] : []),
    ...Object.entries(variability).flatMap(([name, { chi2, dof, pValue }]) => {
      if (chi2 === null || pValue === null) return [];
      const words = `chi2 ${chi2.toFixed(1)} for ${dof} degrees of freedom, p = ${pValue.toPrecision(2)}`;
      return [`${name} against a constant: ${words}`];
    }),
    ...closingLines(result),
  ];
}

/** The columns that tell the most, start time first. */
function briefTable(table: Table): Table {
  const dropped = ["tstop", "tstart_mjd", "tstop_mjd", "success"];
  const names = table.columns.map(({ name }) => name).filter((name) => !dropped.includes(name));
  return { ...table, columns: names.map((name) => columnOf(table, name)) };
}
