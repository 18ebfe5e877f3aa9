import type { LightCurve, Table } from "@gammakit/core";
import { lightCurveTimes } from "./light-curve-times.ts";
import type { FluxTableOptions, ReadProfileOptions } from "./read-profile.ts";
import { missingColumn, readSpectraTable } from "./spectra-table.ts";
import { readFluxTable, type TableInput } from "./table-source.ts";

/**
 * A light curve from a file: FITS, ECSV or CSV, ours or Gammapy's in its layout "lightcurve". CSV cannot say what its times are; MJD in TT
 * are taken, as `lightCurveTable` has them. Otherwise as `readProfile`.
 */
export async function readLightCurve(source: TableInput, options: ReadProfileOptions = {}): Promise<LightCurve> {
  const { table, where, isCsv } = await readFluxTable(source, options);
  if (!isCsv) return lightCurveFromTable(table, options, where);
  options.onWarning?.(`${where}: CSV cannot say what its times are; MJD in TT are taken, as they are written here.`);
  return lightCurveFromTable({ ...table, meta: { ...table.meta, TIMESYS: "tt" } }, options, where);
}

/**
 * The light curve in a table that `lightCurveTable` or Gammapy made. `where` names the table in messages.
 * Throws "invalid-file" naming the column, and where intervals overlap or have no length.
 */
export function lightCurveFromTable(
  table: Table,
  { onWarning = () => undefined }: FluxTableOptions = {},
  where = table.name || "The table",
): LightCurve {
  const { cells, rows } = readSpectraTable(table, where, onWarning);
  for (const name of ["time_min", "time_max"]) {
    if (!cells.has(name)) throw missingColumn(name, table, where);
  }
  return { kind: "light-curve", intervals: lightCurveTimes(table, cells, where, onWarning), rows };
}
