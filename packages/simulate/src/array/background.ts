import type { Background2D } from "@gammakit/core";
import { exp } from "@gammakit/core";
import { energyAxis, fieldOfView, offsetAxis, overEnergyAndOffset } from "./axes.ts";
import type { ImagingArray } from "./imaging-array.ts";

/** The background rate of an array, round around the pointing. */
export function arrayBackground({ energy: range, offsetMax, background }: ImagingArray): Background2D {
  const [energy, offset] = [energyAxis("energy", range), offsetAxis(offsetMax)];
  const { scale, index, cutoff, halfOffset } = background;
  const values = overEnergyAndOffset(energy, offset, (e, theta) => {
    return scale * e ** -index * exp(-cutoff / e) * fieldOfView(theta, halfOffset);
  });
  return { kind: "bkg-2d", energy, offset, values };
}
