import type { PsfMultiGauss } from "@gammakit/core";
import { energyAxis, offsetAxis, overEnergyAndOffset } from "./axes.ts";
import type { ImagingArray } from "./imaging-array.ts";

/** Share of the events in each Gaussian, and its width in units of the first. */
const shares = [0.6, 0.33, 0.07];
const widths = [1, 2, 4];

/** The point-spread function of an array as three Gaussians. */
export function arrayPsf({ energyTrue, offsetMax, psf }: ImagingArray): PsfMultiGauss {
  const [energy, offset] = [energyAxis("energy_true", energyTrue), offsetAxis(offsetMax)];
  const core = overEnergyAndOffset(energy, offset, (e, theta) => {
    return Math.sqrt(psf.floor ** 2 + psf.scale ** 2 / e) * (1 + psf.growth * theta * theta);
  });
  const amplitude = (k: number) => core.map(() => shares[k] / widths[k] ** 2 / shares[0]);
  // Density of the first Gaussian at its center [sr-1]: share / 2πσ².
  const scale = core.map((sigma) => shares[0] / (2 * Math.PI * ((sigma * Math.PI) / 180) ** 2));
  return {
    kind: "psf-3gauss",
    energy,
    offset,
    scale,
    sigma: [core, core.map((sigma) => widths[1] * sigma), core.map((sigma) => widths[2] * sigma)],
    amplitude: [amplitude(1), amplitude(2)],
  };
}
