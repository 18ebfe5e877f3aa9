import { containment, type Psf } from "@gammakit/core";
import { rounded } from "../repeatable/rounded.ts";
import { cellAt } from "./power-law-cell.ts";

/** Draws the distance of events from their source. */
export interface PsfTable {
  /** Whether the point-spread function exists at the energy of a node. */
  isDefined(node: number): boolean;
  /** Distance [deg] for a photon of the energy of a node, and `u` in [0, 1). */
  draw(node: number, u: number): number;
}

/** Radii per energy, spaced as squares of whole numbers: finer where the function is steep. */
const radii = 256;
/** Where a tail may end [deg], and how little may lie beyond. */
const [widest, beyond] = [10, 1e-7];

/** The table at one offset [deg] and each of `energies` [TeV]: between its radii events are spread evenly over the ring. */
export function compilePsfTable(psf: Psf, offset: number, energies: Float64Array): PsfTable {
  const last = lastRadius(psf, offset, energies);
  const radius = Float64Array.from({ length: radii }, (_, k) => last * ((k * k) / ((radii - 1) * (radii - 1))));
  const cumulative = new Float64Array(energies.length * radii);
  for (let k = 1; k < radii; k++) {
    const within = rounded(containment(psf, energies, offset, radius[k]));
    for (let i = 0; i < energies.length; i++) {
      const at = i * radii + k;
      cumulative[at] = Math.max(cumulative[at - 1], within[i]);
    }
  }
  return {
    isDefined: (node) => cumulative[node * radii + radii - 1] > 0,
    draw(node, u) {
      const begin = node * radii;
      const x = u * cumulative[begin + radii - 1];
      const at = cellAt(cumulative, x, begin, radii - 1);
      const [a, b] = [radius[at - begin], radius[at - begin + 1]];
      const v = (x - cumulative[at]) / (cumulative[at + 1] - cumulative[at]);
      return Math.sqrt(a * a + v * (b * b - a * a));
    },
  };
}

/** The radius [deg] from which on no energy gains events. */
function lastRadius(psf: Psf, offset: number, energies: Float64Array): number {
  const all = containment(psf, energies, offset, widest);
  let radius = 0.02;
  while (radius < widest) {
    const within = containment(psf, energies, offset, radius);
    if (within.every((value, i) => all[i] - value <= beyond)) return radius;
    radius *= 1.2;
  }
  return widest;
}
