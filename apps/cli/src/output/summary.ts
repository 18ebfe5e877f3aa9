import type { JobWarning, TimeResolvedResult } from "@gammakit/analysis";
import { columnOf, type Table } from "@gammakit/core";
import { formatTable } from "@gammakit/io";

/** What is shown on the terminal after a job. */
export function summarize(result: TimeResolvedResult, table: Table, out: string | undefined, width: number): string {
  const { bins, observations, datasets, warnings, variability, provenance } = result;
  const converged = bins.filter((bin) => bin.success).length;
  const seconds = Object.values(provenance.durations).reduce((sum, value) => sum + value, 0);
  const lines = [
    `${observations.length} runs selected, ${datasets.length} datasets in ${bins.length} intervals; ${converged} of ${bins.length} fits converged (${seconds.toFixed(2)} s)`,
    "",
    ...(bins.length > 0 ? [formatTable(briefTable(table), { width })] : []),
    ...Object.entries(variability).flatMap(([name, { chi2, dof, pValue }]) =>
      chi2 === null || pValue === null
        ? []
        : [
            `${name} against a constant: chi2 ${chi2.toFixed(1)} for ${dof} degrees of freedom, p = ${pValue.toPrecision(2)}`,
          ],
    ),
    ...warningLines(warnings),
    ...provenance.attribution,
    ...(out === undefined ? [] : [`Results: ${out}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** One line per message, with the first places that it concerns. */
function warningLines(warnings: readonly JobWarning[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { message, where } of warnings) {
    const list = places.get(message) ?? [];
    list.push(where);
    places.set(message, list);
  }
  return [...places].map(([message, wheres]) => {
    const [first, ...others] = wheres;
    const rest = others.length === 0 ? "" : ` and ${others.length} more`;
    return first === "" ? `Warning: ${message}` : `Warning (${first}${rest}): ${message}`;
  });
}

/** The columns that tell the most, start time first. */
function briefTable(table: Table): Table {
  const dropped = ["tstop", "tstart_mjd", "tstop_mjd", "success"];
  const names = table.columns.map(({ name }) => name).filter((name) => !dropped.includes(name));
  return { ...table, columns: names.map((name) => columnOf(table, name)) };
}
