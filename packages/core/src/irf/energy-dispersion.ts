import { type AxisScale, toScale } from "../axis/axis.ts";
import { between, bilinear, type GridCell, gridCell, scaledCenters, withinEdges } from "./grid.ts";
import type { EnergyDispersion } from "./irf.ts";

/**
 * Probability that a photon from the center (geometric mean) of true bin i is reconstructed in bin j, row-major [m × n],
 * at one `offset` [deg] from the pointing. Each row of the table is normalized over its migra range first, so a row sums to
 * less than 1 where a part of it falls outside `energyEdges` [TeV]. An offset beyond the table gives zeros.
 */
export function energyDispersionMatrix(
  edisp: EnergyDispersion,
  offset: number,
  energyTrueCenters: Float64Array,
  energyEdges: Float64Array,
): Float64Array {
  const n = energyEdges.length - 1;
  const out = new Float64Array(energyTrueCenters.length * n);
  if (!withinEdges(edisp.offset, offset)) return out;
  const theta = gridCell(scaledCenters(edisp.offset), offset, edisp.offset);
  const scaled = scaledCenters(edisp.energy);
  const cumulative = new Float64Array(edisp.migra.edges.length);
  for (let i = 0; i < energyTrueCenters.length; i++) {
    const energy = energyTrueCenters[i];
    accumulate(edisp, gridCell(scaled, energy, edisp.energy), theta, cumulative);
    fillRow(edisp.migra.edges, cumulative, energyEdges, energy, out.subarray(i * n, (i + 1) * n));
  }
  return out;
}

/** Density per unit migra [dimensionless] at the centers of the migra axis, for one true energy [TeV] and offset [deg]. */
export function energyDispersionAt(edisp: EnergyDispersion, energy: number, offset: number): Float64Array {
  const out = new Float64Array(edisp.migra.centers.length);
  if (!withinEdges(edisp.offset, offset)) return out;
  const theta = gridCell(scaledCenters(edisp.offset), offset, edisp.offset);
  const e = gridCell(scaledCenters(edisp.energy), energy, edisp.energy);
  const rows = edisp.energy.centers.length;
  for (let m = 0; m < out.length; m++) out[m] = bilinear(edisp.values, m * rows, e, theta, rows * out.length);
  return out;
}

/** Writes the normalized cumulative probability at each migra edge. */
function accumulate(edisp: EnergyDispersion, energy: GridCell, theta: GridCell, out: Float64Array): void {
  const { edges } = edisp.migra;
  const rows = edisp.energy.centers.length;
  const plane = rows * (edges.length - 1);
  let at = energy.index + theta.index * plane;
  let sum = 0;
  out[0] = 0;
  for (let m = 0; m < edges.length - 1; m++) {
    const density = between(edisp.values, at, energy.step, theta.step * plane, energy.t, theta.t);
    if (density < Number.POSITIVE_INFINITY) sum += density * (edges[m + 1] - edges[m]);
    out[m + 1] = sum;
    at += rows;
  }
  if (sum === 0) return;
  for (let m = 1; m < out.length; m++) out[m] /= sum;
}

/** Differences of the cumulative probability, linear between migra edges in their scale, at the reconstructed edges. */
export function fillRow(
  migra: Float64Array,
  cumulative: Float64Array,
  energyEdges: Float64Array,
  energyTrue: number,
  out: Float64Array,
  scale: AxisScale = "lin",
): void {
  const last = migra.length - 1;
  let m = 0;
  let below = 0;
  for (let j = 0; j <= out.length; j++) {
    const mu = toScale(energyEdges[j] / energyTrue, scale);
    while (m < last - 1 && migra[m + 1] <= mu) m++;
    let above: number;
    if (mu <= migra[0]) above = 0;
    else if (mu >= migra[last]) above = cumulative[last];
    else above = cumulative[m] + ((mu - migra[m]) / (migra[m + 1] - migra[m])) * (cumulative[m + 1] - cumulative[m]);
    if (j > 0) out[j - 1] = Math.max(0, above - below);
    below = above;
  }
}
