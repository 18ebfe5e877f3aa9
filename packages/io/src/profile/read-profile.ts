import { type FluxPoints, type FluxProfile, GammakitError, type Region, type Table } from "@gammakit/core";
import type { ReadFitsOptions } from "@gammakit/fits";
import { readBins } from "./flux-bins.ts";
import { fluxCells } from "./flux-cells.ts";
import { readFluxMeta } from "./flux-meta.ts";
import { withNamedUnits } from "./named-units.ts";
import { readPoints, sedTypeOf } from "./read-points.ts";
import { energiesPerRow, missingColumn, readSpectraTable, requireRows } from "./spectra-table.ts";
import { readFluxTable, type TableInput } from "./table-source.ts";

/** Options of the readers of flux points. */
export interface FluxTableOptions {
  /** Told of what the file does not say and so was assumed. */
  readonly onWarning?: (message: string) => void;
}

/** Options of `readProfile` and `readFluxPoints`. */
export interface ReadProfileOptions extends FluxTableOptions, Omit<ReadFitsOptions, "select"> {}

/** Flux points of a list of datasets. */
export interface ListedFluxPoints extends FluxPoints {
  /** Of the list. */
  readonly name: string;
  /** 1 for each point that a fit is to use; absent where the file leaves none out. */
  readonly maskFit?: Uint8Array;
}

/**
 * A profile from a file: FITS, ECSV or CSV, ours or Gammapy's in its layout "profile". Ours come back to the bit where they
 * have norms ("likelihood"), and within rounding where they have fluxes. Where a file does not name its reference model it is
 * a power law of index 2, with a warning. Throws "invalid-file" naming file, HDU and column.
 */
export async function readProfile(source: TableInput, options: ReadProfileOptions = {}): Promise<FluxProfile> {
  const { table, where } = await readFluxTable(source, options);
  return profileFromTable(table, options, where);
}

/**
 * Flux points from a file: FITS, ECSV or CSV, ours, Gammapy's in its layout "gadf-sed", or a table of a paper with columns such as e_ref,
 * dnde, dnde_err. Columns of a CSV without a unit behind their names, as in `e_ref [GeV]`, are in TeV, cm-2 and s-1, with a warning.
 * Otherwise as `readProfile`.
 */
export async function readFluxPoints(source: TableInput, options: ReadProfileOptions = {}): Promise<FluxPoints> {
  const { table, where } = await readFluxTable(source, options);
  return fluxPointsFromTable(table, options, where);
}

/** Flux points as Gammapy's FluxPointsDataset stores them: a table with masks. Otherwise as `readFluxPoints`. */
export async function readListedFluxPoints(
  source: TableInput,
  { name, ...options }: Omit<ReadFitsOptions, "select" | "name"> & { readonly name: string },
): Promise<ListedFluxPoints> {
  const { table, where } = await readFluxTable(source, options);
  const flux = fluxPointsFromTable(table, {}, where);
  const cells = fluxCells(table, flux.points.length, where);
  const [fit, safe] = [cells.truths("mask_fit"), cells.truths("mask_safe")];
  // Upper limits are not safe there; how they are compared is up to a fit.
  const wanted = flux.points.map(({ isUl }, i) => (fit?.[i] ?? true) && ((safe?.[i] ?? true) || isUl));
  const named = { ...flux, name };
  return wanted.includes(false) ? { ...named, maskFit: Uint8Array.from(wanted, Number) } : named;
}

/** The profile in a table that `profileTable` or Gammapy made. `where` names the table in messages. */
export function profileFromTable(
  table: Table,
  { onWarning = () => undefined }: FluxTableOptions = {},
  where = table.name || "The table",
): FluxProfile {
  const { cells, rows, perSteradian } = readSpectraTable(table, where, onWarning);
  for (const name of ["x_min", "x_max"]) {
    if (!cells.has(name)) throw missingColumn(name, table, where);
  }
  const [xMin, xMax] = ["x_min", "x_max"].map((name) => cells.numbers(name, "deg"));
  return {
    kind: "flux-profile",
    xMin,
    xMax,
    xRef: cells.has("x_ref") ? cells.numbers("x_ref", "deg") : xMin.map((x, i) => (x + xMax[i]) / 2),
    regions: (cells.texts("region") ?? []).map((text, row) => parseRegion(text, row, where)),
    solidAngle: cells.numbers("solid_angle", "sr"),
    ...(perSteradian && { perSteradian }),
    rows,
  };
}

/** The flux points in a table that `fluxPointsTable` or Gammapy made. `where` names the table in messages. */
export function fluxPointsFromTable(
  table: Table,
  { onWarning = () => undefined }: FluxTableOptions = {},
  where = table.name || "The table",
): FluxPoints {
  const named = withNamedUnits(table);
  const rows = requireRows(named, where);
  const cells = fluxCells(named, rows, where);
  if (cells.has("x_min")) {
    throw new GammakitError("invalid-file", `${where}: it is a profile, as it has x_min. Use readProfile.`, { where });
  }
  if (cells.has("time_min")) {
    throw new GammakitError("invalid-file", `${where}: it is a light curve, as it has time_min. Use readLightCurve.`, {
      where,
    });
  }
  if (energiesPerRow(named, where) !== 1) {
    const message = `${where}: its rows have several energies each, so it is no table of one spectrum ("gadf-sed").`;
    throw new GammakitError("invalid-file", message, { where });
  }
  const sedType = sedTypeOf(named.meta, cells);
  const meta = readFluxMeta(named.meta, cells, sedType, onWarning);
  const points = readPoints(cells, sedType, meta, readBins(cells, rows), onWarning);
  return { kind: "flux-points", ...meta, points };
}

function parseRegion(text: string, row: number, where: string): Region {
  try {
    const region = JSON.parse(text) as Region;
    if (typeof region?.kind !== "string") throw new Error("kind is missing");
    return region;
  } catch (cause) {
    throw new GammakitError(
      "invalid-file",
      `${where}: column region has ${JSON.stringify(text)} in row ${row + 1}, which is no region.`,
      { column: "region", row },
      cause,
    );
  }
}
