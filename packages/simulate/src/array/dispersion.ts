import { axisFromBounds, type EnergyDispersion, exp, log } from "@gammakit/core";
import { energyAxis, offsetAxis } from "./axes.ts";
import type { ImagingArray } from "./imaging-array.ts";

/** Bins of migra, and where they end. */
const [migraBins, migraMax] = [200, 4];

/** The energy dispersion of an array, the same at all offsets: log-normal, each bin of migra at its center. */
export function arrayDispersion({ energyTrue, offsetMax, dispersion }: ImagingArray): EnergyDispersion {
  const [energy, offset] = [energyAxis("energy_true", energyTrue), offsetAxis(offsetMax)];
  const migra = axisFromBounds(0, migraMax, migraBins, { name: "migra", unit: "", scale: "lin" });
  const [n, plane] = [energy.centers.length, energy.centers.length * migraBins];
  const values = new Float32Array(plane * offset.centers.length);
  for (const [i, e] of energy.centers.entries()) {
    const width = Math.sqrt(dispersion.floor ** 2 + dispersion.scale ** 2 / e);
    const mean = Math.min(dispersion.bias * (dispersion.threshold / e) ** 2, 0.7);
    for (const [m, mu] of migra.centers.entries()) values[m * n + i] = logNormal(mu, mean, width);
  }
  for (let k = 1; k < offset.centers.length; k++) values.copyWithin(k * plane, 0, plane);
  return { kind: "edisp-2d", enclosure: "full", energy, migra, offset, values };
}

/** Density per unit of x where ln x is Gaussian. */
function logNormal(x: number, mean: number, width: number): number {
  const z = (log(x) - mean) / width;
  return exp((-z * z) / 2) / (x * width * Math.sqrt(2 * Math.PI));
}
