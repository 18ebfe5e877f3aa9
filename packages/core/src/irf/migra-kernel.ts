import { type Axis, toScale } from "../axis/axis.ts";
import { fillRow } from "./energy-dispersion.ts";

/**
 * As `energyDispersionMatrix` of densities in migra, one row after the other for each of the true energies [TeV], as maps of Gammapy have them. Rows
 * are not normalized, and between the edges of migra the cumulative probability is linear in the scale of that axis.
 */
export function migraKernel(
  density: ArrayLike<number>,
  migra: Axis,
  energyTrueCenters: Float64Array,
  energyEdges: Float64Array,
): Float64Array {
  const { edges, scale } = migra;
  const nodes = edges.map((mu) => toScale(mu, scale));
  const [bins, n] = [edges.length - 1, energyEdges.length - 1];
  const out = new Float64Array(energyTrueCenters.length * n);
  const cumulative = new Float64Array(edges.length);
  energyTrueCenters.forEach((energy, i) => {
    for (let m = 1; m <= bins; m++) {
      cumulative[m] = cumulative[m - 1] + density[i * bins + m - 1] * (edges[m] - edges[m - 1]);
    }
    fillRow(nodes, cumulative, energyEdges, energy, out.subarray(i * n, (i + 1) * n), scale);
  });
  return out;
}
