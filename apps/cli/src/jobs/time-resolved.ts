import {
  planTimeResolved,
  type TimeResolvedJob,
  type TimeResolvedRun,
  timeResolvedSpectroscopy,
} from "@gammakit/analysis";
import { columnOf, type Table } from "@gammakit/core";
import { formatTable } from "@gammakit/io";
import { placesFrom } from "../job/places.ts";
import { closingLines } from "../output/closing-lines.ts";
import { tableFiles } from "../output/table-files.ts";
import type { JobKind } from "./job.ts";

const storeKey = "data.store";

/** Time-resolved spectroscopy. */
export const timeResolved: JobKind = {
  check(job, registry, base) {
    const { settings, model, optimizer } = planTimeResolved(job, registry);
    placesFrom(base, storeKey).openFolder(settings.data.store);
    return `${settings.time.length} intervals, model ${model.id}, optimizer ${optimizer.id}`;
  },
  async run(job, host, base) {
    const done = await timeResolvedSpectroscopy(job as TimeResolvedJob, { ...host, ...placesFrom(base, storeKey) });
    return {
      result: done.result,
      complete: done.result.bins.every((bin) => bin.success),
      tables: () => tableFiles(done.table, "table"),
      summary: (width) => summarize(done, width),
    };
  },
};

function summarize({ result, table }: TimeResolvedRun, width: number): readonly string[] {
  const { bins, observations, datasets, variability, provenance } = result;
  const converged = bins.filter((bin) => bin.success).length;
  const seconds = Object.values(provenance.durations).reduce((sum, value) => sum + value, 0);
  return [
    `${observations.length} runs selected, ${datasets.length} datasets in ${bins.length} intervals; ${converged} of ${bins.length} fits converged (${seconds.toFixed(2)} s)`,
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
