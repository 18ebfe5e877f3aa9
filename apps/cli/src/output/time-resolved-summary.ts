import { comparisonWords, type TimeResolvedRun, variabilityFindings } from "@gammakit/analysis";
import { columnOf, type Table } from "@gammakit/core";
import { formatTable } from "@gammakit/io";
import { closingLines, secondsOf } from "./closing-lines.ts";

/** What is shown after time-resolved spectroscopy. */
export function summarizeTimeResolved({ result, table }: TimeResolvedRun, width: number): readonly string[] {
  const { bins, observations, datasets } = result;
  const converged = bins.filter((bin) => bin.success).length;
  return [
    `${observations.length} runs selected, ${datasets.length} datasets in ${bins.length} intervals; ${converged} of ${bins.length} fits converged (${secondsOf(result)})`,
    "",
    ...(bins.length > 0 ? [formatTable(briefTable(table), { width })] : []),
    ...variabilityFindings(result),
    ...comparisonWords(result),
    ...closingLines(result),
  ];
}

/** The columns that tell the most, start time first. */
function briefTable(table: Table): Table {
  const dropped = ["tstop", "tstart_mjd", "tstop_mjd", "success"];
  const names = table.columns.map(({ name }) => name).filter((name) => !dropped.includes(name));
  return { ...table, columns: names.map((name) => columnOf(table, name)) };
}
