import {
  type Column,
  type ColumnData,
  column,
  type FluxPoint,
  fluxOf,
  formatUnit,
  type NormQuantity,
  type SedType,
  sedUnits,
} from "@gammakit/core";

import { escapeAscii } from "./ascii-escapes.ts";

/** A form of fluxes in a table: one of theirs, or multiples of a reference spectrum. */
export type TableSedType = SedType | "likelihood";

/** How the columns of a table are laid out. */
export interface FluxLayout {
  /** Shape of a cell that has one number per point: none where a row is a point. */
  readonly cell: readonly number[];
  /** Whether fluxes are per solid angle. */
  readonly perSteradian: boolean;
}

/** The unit of fluxes of a form. */
export function fluxUnit(sedType: SedType, perSteradian: boolean): string {
  return perSteradian ? formatUnit(`${sedUnits[sedType]} sr-1`) : sedUnits[sedType];
}

/** Suffixes of the columns of a flux, in Gammapy's order. */
const suffixes: readonly (readonly [string, NormQuantity])[] = [
  ["", "norm"],
  ["_err", "normErr"],
  ["_errp", "normErrp"],
  ["_errn", "normErrn"],
  ["_ul", "normUl"],
];

/** Of norms the order of two differs. */
const normSuffixes = [suffixes[0], suffixes[1], suffixes[3], suffixes[2], suffixes[4]];

/**
 * The columns of flux points in Gammapy's order. `points` are those of all rows one after another.
 */
export function fluxColumns(
  points: readonly FluxPoint[],
  sedType: TableSedType,
  layout: FluxLayout,
): readonly Column[] {
  const { cell } = layout;
  const shape = shapeOf(layout);
  const numbers = (name: string, of: (point: FluxPoint) => number, unit = "") =>
    column(name, Float64Array.from(points, of), { unit, ...shape });
  const perDataset = (name: string, of: (point: FluxPoint) => number) =>
    column(name, Float64Array.from(points, of), { shape: [...cell, 1] });
  const truths = (name: string, of: (point: FluxPoint) => boolean): Column => column(name, points.map(of), shape);
  const scan = scanColumns(points, cell);
  return [
    numbers("e_ref", ({ eRef }) => eRef, "TeV"),
    numbers("e_min", ({ eMin }) => eMin, "TeV"),
    numbers("e_max", ({ eMax }) => eMax, "TeV"),
    ...(sedType === "likelihood" ? referenceColumns(points, layout) : []),
    ...valueColumns(points, sedType, layout),
    numbers("ts", ({ ts }) => ts),
    numbers("sqrt_ts", ({ sqrtTs }) => sqrtTs),
    perDataset("npred", ({ npred }) => npred),
    perDataset("npred_excess", ({ npredExcess }) => npredExcess),
    numbers("stat", ({ stat }) => stat),
    numbers("stat_null", ({ statNull }) => statNull),
    ...scan.slice(0, 1),
    truths("is_ul", ({ isUl }) => isUl),
    perDataset("counts", ({ counts }) => counts),
    truths("success", ({ success }) => success),
    ...scan.slice(1),
  ];
}

/** The reference spectrum in each bin. */
export function referenceColumns(points: readonly FluxPoint[], layout: FluxLayout): readonly Column[] {
  const numbers = (name: string, of: (point: FluxPoint) => number, sedType: SedType) =>
    column(name, Float64Array.from(points, of), { unit: fluxUnit(sedType, layout.perSteradian), ...shapeOf(layout) });
  return [
    numbers("ref_dnde", ({ refDnde }) => refDnde, "dnde"),
    numbers("ref_flux", ({ refFlux }) => refFlux, "flux"),
    numbers("ref_eflux", ({ refEflux }) => refEflux, "eflux"),
  ];
}

/** Why something is NaN, where that is said of any point. */
export function reasonColumns(points: readonly FluxPoint[], layout: FluxLayout): readonly Column[] {
  if (points.every(({ reason }) => reason === undefined)) return [];
  const data: ColumnData = points.map(({ reason = "" }) => escapeAscii(reason));
  return [column("reason", data, shapeOf(layout))];
}

/** Value, error, and what else is known of any point. */
function valueColumns(points: readonly FluxPoint[], sedType: TableSedType, layout: FluxLayout): readonly Column[] {
  const isNorm = sedType === "likelihood";
  const unit = isNorm ? "" : fluxUnit(sedType, layout.perSteradian);
  const columns: Column[] = [];
  for (const [suffix, quantity] of isNorm ? normSuffixes : suffixes) {
    const data = Float64Array.from(points, (point) => (isNorm ? point[quantity] : fluxOf(point, sedType, quantity)));
    if (quantity !== "norm" && quantity !== "normErr" && data.every(Number.isNaN)) continue;
    columns.push(column(`${isNorm ? "norm" : sedType}${suffix}`, data, { unit, ...shapeOf(layout) }));
  }
  return columns;
}

/**
 * The statistic along the norm, and the norms; none where no point has a scan. A point without one has NaN for the statistic,
 * at the norms of the first that has, because Gammapy looks at those of the first row. Short scans end in NaN.
 */
function scanColumns(points: readonly FluxPoint[], cell: readonly number[]): readonly Column[] {
  const length = points.reduce((longest, { scan }) => Math.max(longest, scan?.norm.length ?? 0), 0);
  if (length === 0) return [];
  const usual = points.find(({ scan }) => scan !== undefined)?.scan?.norm ?? [];
  const filled = (values: readonly number[]) => Array.from({ length }, (_, i) => values[i] ?? Number.NaN);
  const stat = points.flatMap(({ scan }) => filled(scan?.stat ?? []));
  const norm = points.flatMap(({ scan }) => filled(scan?.norm ?? usual));
  const shape = [...cell, length];
  return [
    column("stat_scan", Float64Array.from(stat), { shape }),
    column("norm_scan", Float64Array.from(norm), { shape }),
  ];
}

function shapeOf({ cell }: FluxLayout): Pick<Column, "shape"> {
  return cell.length === 0 ? {} : { shape: cell };
}
