import {
  type Column,
  column,
  type FluxPoints,
  type FluxProfile,
  GammakitError,
  type LightCurve,
  type Region,
  type Table,
  tableOf,
  toMjd,
} from "@gammakit/core";
import { writeFitsTable } from "../tables/write-fits-table.ts";
import { fluxColumns, reasonColumns, referenceColumns, type TableSedType } from "./flux-columns.ts";
import { writeFluxMeta } from "./flux-meta.ts";

/** Options of `profileTable`. */
export interface ProfileTableOptions {
  /**
   * Whether to add what Gammapy's layout does not have: the fluxes of the reference spectrum, the region as JSON, its solid
   * angle, and why something is missing. With them a profile is read back whole. False by default.
   */
  readonly complete?: boolean;
}

/**
 * A profile as a table in Gammapy's layout "profile": a row per region, x_min, x_max and x_ref [deg], then the columns of flux
 * points, each cell with one value per energy bin. `sedType` is the form of the fluxes; "likelihood" has norms and what they
 * refer to. Energies in TeV, fluxes in cm-2 s-1 and TeV. The meta says the form, the reference model and the confidence level.
 */
export function profileTable(
  profile: FluxProfile,
  sedType: TableSedType,
  { complete = false }: ProfileTableOptions = {},
): Table {
  const { rows, xMin, xMax, xRef } = profile;
  if (rows.length === 0) throw new GammakitError("invalid-input", "A profile without regions cannot be a table.", {});
  const layout = { cell: [rows[0].points.length], perSteradian: profile.perSteradian ?? false };
  checkRows(rows);
  const points = rows.flatMap((row) => row.points);
  const columns: Column[] = [
    column("x_min", xMin, { unit: "deg" }),
    column("x_max", xMax, { unit: "deg" }),
    column("x_ref", xRef, { unit: "deg" }),
    ...fluxColumns(points, sedType, layout),
  ];
  if (complete) {
    if (sedType !== "likelihood") columns.push(...referenceColumns(points, layout));
    columns.push(...reasonColumns(points, layout), ...regionColumns(profile));
  }
  return tableOf("FLUXPOINTS", columns, writeFluxMeta(rows[0], sedType));
}

/** Flux points as a table in Gammapy's layout "gadf-sed": a row per energy bin. Otherwise as `profileTable`. */
export function fluxPointsTable(
  fluxPoints: FluxPoints,
  sedType: TableSedType,
  { complete = false }: ProfileTableOptions = {},
): Table {
  const { points } = fluxPoints;
  const layout = { cell: [], perSteradian: false };
  const columns = [...fluxColumns(points, sedType, layout)];
  if (complete) {
    if (sedType !== "likelihood") columns.push(...referenceColumns(points, layout));
    columns.push(...reasonColumns(points, layout));
  }
  return tableOf("FLUXPOINTS", columns, writeFluxMeta(fluxPoints, sedType));
}

/**
 * A light curve as a table in Gammapy's layout "lightcurve": a row per interval, time_min and time_max (MJD, TT), then the
 * columns of flux points, each cell with one value per energy bin. Otherwise as `profileTable`. A double resolves MJD to 1 µs.
 */
export function lightCurveTable(
  { intervals, rows }: LightCurve,
  sedType: TableSedType,
  { complete = false }: ProfileTableOptions = {},
): Table {
  if (rows.length === 0 || rows.length !== intervals.start.length) {
    const what = `A light curve needs flux points for each interval; it has ${rows.length} for ${intervals.start.length}.`;
    throw new GammakitError("invalid-input", what, { rows: rows.length });
  }
  const layout = { cell: [rows[0].points.length], perSteradian: false };
  checkRows(rows);
  const points = rows.flatMap((row) => row.points);
  const zero = toMjd(intervals.reference, "tt");
  const columns: Column[] = [
    column(
      "time_min",
      intervals.start.map((time) => zero + time / 86400),
    ),
    column(
      "time_max",
      intervals.stop.map((time) => zero + time / 86400),
    ),
    ...fluxColumns(points, sedType, layout),
  ];
  if (complete) {
    if (sedType !== "likelihood") columns.push(...referenceColumns(points, layout));
    columns.push(...reasonColumns(points, layout));
  }
  const times = { MJDREFI: 0, MJDREFF: 0, TIMESYS: "tt", TIMEUNIT: "d" };
  return tableOf("FLUXPOINTS", columns, { ...times, ...writeFluxMeta(rows[0], sedType) });
}

/**
 * A profile as a FITS file that `readProfile` reads back whole, and Gammapy by `FluxPoints.read(name, format="profile")`; with
 * "likelihood" to the bit.
 */
export function writeProfileFits(profile: FluxProfile, sedType: TableSedType = "likelihood"): Uint8Array<ArrayBuffer> {
  return writeFitsTable(profileTable(profile, sedType, { complete: true }));
}

/** Flux points as a FITS file that `readFluxPoints` reads back whole, and Gammapy by `FluxPoints.read`; with "likelihood" to the bit. */
export function writeFluxPointsFits(
  fluxPoints: FluxPoints,
  sedType: TableSedType = "likelihood",
): Uint8Array<ArrayBuffer> {
  return writeFitsTable(fluxPointsTable(fluxPoints, sedType, { complete: true }));
}

function checkRows(rows: readonly FluxPoints[]): void {
  const [first] = rows;
  const common = JSON.stringify(writeFluxMeta(first, ""));
  const wrong = rows.findIndex(
    (row) => row.points.length !== first.points.length || JSON.stringify(writeFluxMeta(row, "")) !== common,
  );
  if (wrong < 0) return;
  throw new GammakitError(
    "invalid-input",
    `Row ${wrong + 1} differs from the first in its energy bins, its reference model or its confidence level; one table cannot hold both.`,
    { row: wrong },
  );
}

function regionColumns({ regions, rows, solidAngle }: FluxProfile): readonly Column[] {
  const columns: Column[] = [];
  if (solidAngle.length === rows.length) columns.push(column("solid_angle", solidAngle, { unit: "sr" }));
  if (regions.length === rows.length) columns.push(column("region", regions.map(regionText)));
  return columns;
}

/** Numbers with as many digits as give them back. */
function regionText(region: Region): string {
  return JSON.stringify(region);
}
