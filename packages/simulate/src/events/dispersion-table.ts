import { type EnergyDispersion, energyDispersionAt } from "@gammakit/core";
import { rounded } from "../repeatable/rounded.ts";
import { cellAt } from "./power-law-cell.ts";

/** Draws reconstructed over true energy. */
export interface DispersionTable {
  /** Whether a photon of the energy of a node is reconstructed at any energy. */
  isReconstructed(node: number): boolean;
  /** For a photon of the energy of a node, and `u` in [0, 1). */
  draw(node: number, u: number): number;
}

/** The table at one offset [deg] and each of `energies` [TeV]: flat within bins of migra, as `energyDispersionMatrix` has it. */
export function compileDispersionTable(
  edisp: EnergyDispersion,
  offset: number,
  energies: Float64Array,
): DispersionTable {
  const { edges } = edisp.migra;
  const n = edges.length;
  const cumulative = new Float64Array(energies.length * n);
  for (let i = 0; i < energies.length; i++) {
    const density = rounded(energyDispersionAt(edisp, energies[i], offset));
    for (let m = 1; m < n; m++) {
      const part = density[m - 1] < Infinity ? density[m - 1] * (edges[m] - edges[m - 1]) : 0;
      cumulative[i * n + m] = cumulative[i * n + m - 1] + part;
    }
  }
  return {
    isReconstructed: (node) => cumulative[node * n + n - 1] > 0,
    draw(node, u) {
      const begin = node * n;
      const x = u * cumulative[begin + n - 1];
      const at = cellAt(cumulative, x, begin, n - 1);
      const m = at - begin;
      const v = (x - cumulative[at]) / (cumulative[at + 1] - cumulative[at]);
      return edges[m] + v * (edges[m + 1] - edges[m]);
    },
  };
}
