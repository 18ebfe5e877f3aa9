import { cellSize, type FluxPoints, GammakitError, type Table } from "@gammakit/core";
import { readBins } from "./flux-bins.ts";
import { type FluxCells, fluxCells } from "./flux-cells.ts";
import { readFluxMeta } from "./flux-meta.ts";
import { withNamedUnits } from "./named-units.ts";
import { isPerSteradian, readPoints, sedTypeOf } from "./read-points.ts";

/** A table whose rows are spectra: of regions along a profile, or of time intervals. */
export interface SpectraTable {
  /** The columns that have one value per row. */
  readonly cells: FluxCells;
  readonly rows: readonly FluxPoints[];
  /** Whether fluxes are per solid angle. */
  readonly perSteradian: boolean;
}

/** Reads the flux points of each row, of which each cell has one value per energy bin. Throws "invalid-file". */
export function readSpectraTable(given: Table, where: string, warn: (message: string) => void): SpectraTable {
  const table = withNamedUnits(given);
  const count = requireRows(table, where);
  const energies = energiesPerRow(table, where);
  const cells = fluxCells(table, count * energies, where);
  const sedType = sedTypeOf(table.meta, cells);
  const meta = readFluxMeta(table.meta, cells, sedType, warn);
  const points = readPoints(cells, sedType, meta, readBins(cells, energies), warn);
  const rows = Array.from({ length: count }, (_, row): FluxPoints => {
    return { kind: "flux-points", ...meta, points: points.slice(row * energies, (row + 1) * energies) };
  });
  return { cells: fluxCells(table, count, where), rows, perSteradian: isPerSteradian(cells, sedType) };
}

/** Number of rows, of which there must be one. */
export function requireRows(table: Table, where: string): number {
  if (table.rowCount > 0) return table.rowCount;
  throw new GammakitError("invalid-file", `${where}: the table of flux points has no rows.`, { where });
}

/** Elements of a cell of e_ref or e_min. */
export function energiesPerRow(table: Table, where: string): number {
  const energy = table.columns.find(({ name }) => ["e_ref", "e_min"].includes(name.toLowerCase()));
  if (energy === undefined) throw missingColumn("e_ref", table, where);
  return cellSize(energy);
}

/** That a column is not there, and which are. */
export function missingColumn(column: string, table: Table, where: string): GammakitError {
  const columns = table.columns.map(({ name }) => name);
  return new GammakitError("invalid-file", `${where}: there is no column ${column}; found ${columns.join(", ")}.`, {
    column,
    columns,
  });
}
