import type { Axis } from "../axis/axis.ts";
import { gridCell, scaledCenters } from "./grid.ts";
import type { RadMax } from "./irf.ts";

/**
 * Radius [deg] of the cut at a reconstructed `energy` [TeV] and an `offset` [deg] from the pointing: that of the nearest center
 * of the table (in ln E), half-way the lower one. Beyond the table it is that of its border.
 */
export function radMaxAt(radMax: RadMax, energy: number, offset: number): number {
  const e = nearestCenter(radMax.energy, energy);
  return radMax.values[e + nearestCenter(radMax.offset, offset) * radMax.energy.centers.length];
}

function nearestCenter(axis: Axis, x: number): number {
  const { index, step, t } = gridCell(scaledCenters(axis), x, axis);
  return t > 0.5 ? index + step : index;
}
