import type { EffectiveArea } from "@gammakit/core";
import { exp } from "@gammakit/core";
import { energyAxis, fieldOfView, offsetAxis, overEnergyAndOffset } from "./axes.ts";
import type { ImagingArray } from "./imaging-array.ts";

/** The effective area of an array, full enclosure. */
export function arrayArea({ energyTrue, offsetMax, area }: ImagingArray): EffectiveArea {
  const [energy, offset] = [energyAxis("energy_true", energyTrue), offsetAxis(offsetMax)];
  const values = overEnergyAndOffset(energy, offset, (e, theta) => {
    return area.scale * e ** -area.slope * exp(-area.cutoff / e) * fieldOfView(theta, area.halfOffset);
  });
  return { kind: "aeff-2d", enclosure: "full", energy, offset, values };
}
