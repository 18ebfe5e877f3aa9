import { exp, GammakitError, log, type SpectralModel } from "@gammakit/core";
import { rounded } from "../repeatable/rounded.ts";
import { cellAt, cellIntegral, cellQuantile } from "./power-law-cell.ts";

/** Nodes of true energy, equally spaced in ln E, on which all tables of a source stand. */
export interface EnergyNodes {
  /** [TeV] */
  readonly energy: Float64Array;
  /** ln of the first. */
  readonly first: number;
  /** Between two, in ln E. */
  readonly step: number;
}

/** Nodes per decade: power laws between them are then exact to 1e-4 for all that telescopes see. */
const perDecade = 64;

/** Nodes from `min` to `max` [TeV], both included. */
export function energyNodes(min: number, max: number): EnergyNodes {
  const count = Math.max(2, Math.ceil(perDecade * (log(max / min) / Math.LN10) - 1e-9) + 1);
  const [first, step] = [log(min), log(max / min) / (count - 1)];
  const energy = Float64Array.from({ length: count }, (_, i) => exp(first + i * step));
  // What lies outside a table by rounding would count as outside.
  energy[0] = min;
  energy[count - 1] = max;
  return { energy, first, step };
}

/** Draws true energies of detected photons. */
export interface EnergyTable {
  /** Takes a spectrum with those parameters. Returns the rate of detected photons [s-1]. */
  set(p: Float64Array): number;
  /** Place of an energy on the nodes, counted in nodes, for `u` in [0, 1). */
  draw(u: number): number;
}

/**
 * The table for `model` behind an effective `area` [cm2] at each node. Between nodes the detected spectrum is a power law.
 * `set` throws "invalid-input" where the spectrum is negative or no number.
 */
export function compileEnergyTable(
  model: SpectralModel,
  { energy, step }: EnergyNodes,
  area: Float64Array,
): EnergyTable {
  const n = energy.length;
  const density = new Float64Array(n);
  const cumulative = new Float64Array(n);
  const seen = rounded(area);
  return {
    set(p) {
      model.evaluate(energy, p, density);
      for (let i = 0; i < n; i++) {
        if (!(density[i] >= 0 && density[i] < Infinity)) throw badSpectrum(model, energy[i], density[i]);
        density[i] = Math.fround(density[i]) * energy[i] * seen[i] * step;
      }
      for (let i = 1; i < n; i++) cumulative[i] = cumulative[i - 1] + cellIntegral(density[i - 1], density[i]);
      return cumulative[n - 1];
    },
    draw(u) {
      const x = u * cumulative[n - 1];
      const i = cellAt(cumulative, x, 0, n - 1);
      const v = (x - cumulative[i]) / (cumulative[i + 1] - cumulative[i]);
      return i + Math.min(cellQuantile(density[i], density[i + 1], v), 1);
    },
  };
}

function badSpectrum({ id }: SpectralModel, energy: number, value: number): GammakitError {
  return new GammakitError(
    "invalid-input",
    `The spectrum "${id}" is ${value} at ${energy} TeV, and no number of photons is. Check its parameters and their curves.`,
    { id, energy, value },
  );
}
