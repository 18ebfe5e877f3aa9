import { type Axis, fromScale, toScale } from "../axis/axis.ts";
import { pow } from "../numeric/repeatable/exponential.ts";
import { asin, cos, sin } from "../numeric/repeatable/trigonometry.ts";
import { type GridCell, gridCell, scaledCenters, withinEdges } from "./grid.ts";
import type { Background, GridValues } from "./irf.ts";

/**
 * Background rate [s-1 TeV-1 sr-1] at a reconstructed `energy` [TeV] and a place [deg] in the field of view. Its logarithm is
 * linear in ln E and in the coordinates between the centers of the table; extrapolated by half a bin to its edges, 0 beyond.
 * A table over the offset is read at the angular distance from the center of the field.
 */
export function backgroundRate(background: Background, energy: number, fovLon: number, fovLat: number): number {
  const grid: readonly (readonly [Axis, number])[] =
    background.kind === "bkg-2d"
      ? [
          [background.energy, energy],
          [background.offset, offsetOf(fovLon, fovLat)],
        ]
      : [
          [background.energy, energy],
          [background.fovLon, fovLon],
          [background.fovLat, fovLat],
        ];
  if (grid.some(([axis, x]) => !withinEdges(axis, x))) return 0;
  const strides = grid.map((_, k) => grid.slice(0, k).reduce((n, [axis]) => n * axis.centers.length, 1));
  const cells = grid.map(([axis, x]) => gridCell(scaledCenters(axis), x, axis));
  const rate = fromScale(logarithmAt(background.values, cells, strides, cells.length - 1, 0), "log");
  return Number.isFinite(rate) ? rate : 0;
}

/** Angular distance [deg] from the center of the field, whose coordinates are spherical. */
function offsetOf(fovLon: number, fovLat: number): number {
  const [lon, lat] = [(fovLon * Math.PI) / 180, (fovLat * Math.PI) / 180];
  const haversine = pow(sin(lat / 2), 2) + cos(lat) * pow(sin(lon / 2), 2);
  return (asin(Math.min(1, Math.sqrt(haversine))) * 360) / Math.PI;
}

/** Multilinear interpolation of ln(value): along axis `k` between what the axes before it give. */
function logarithmAt(
  values: GridValues,
  cells: readonly GridCell[],
  strides: readonly number[],
  k: number,
  base: number,
): number {
  if (k < 0) return toScale(values[base], "log");
  const { index, step, t } = cells[k];
  const at = base + index * strides[k];
  const low = logarithmAt(values, cells, strides, k - 1, at);
  if (step === 0) return low;
  return (1 - t) * low + t * logarithmAt(values, cells, strides, k - 1, at + strides[k]);
}
