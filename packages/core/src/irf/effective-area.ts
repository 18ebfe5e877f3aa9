import { bilinear, gridCell, scaledCenters, withinEdges } from "./grid.ts";
import type { EffectiveArea } from "./irf.ts";

/**
 * Effective area [cm2] at each of `energies` [TeV, true] and one `offset` [deg] from the pointing: linear in ln E and in
 * offset between the centers of the table, extrapolated by half a bin to its edges, 0 beyond.
 */
export function effectiveAreaAt(aeff: EffectiveArea, energies: Float64Array, offset: number): Float64Array {
  const out = new Float64Array(energies.length);
  if (!withinEdges(aeff.offset, offset)) return out;
  const theta = gridCell(scaledCenters(aeff.offset), offset, aeff.offset);
  const scaled = scaledCenters(aeff.energy);
  for (let i = 0; i < energies.length; i++) {
    if (!withinEdges(aeff.energy, energies[i])) continue;
    const value = bilinear(aeff.values, 0, gridCell(scaled, energies[i], aeff.energy), theta, scaled.length);
    out[i] = Number.isFinite(value) ? value : 0;
  }
  return out;
}
