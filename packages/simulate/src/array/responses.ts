import type { Background, EffectiveArea, EnergyDispersion, Psf } from "@gammakit/core";
import { arrayArea } from "./area.ts";
import { arrayBackground } from "./background.ts";
import { arrayDispersion } from "./dispersion.ts";
import type { ImagingArray } from "./imaging-array.ts";
import { arrayPsf } from "./psf.ts";

/** What a telescope makes of photons, and the background it sees besides. */
export interface Responses {
  readonly aeff: EffectiveArea;
  readonly edisp: EnergyDispersion;
  readonly psf: Psf;
  /** No background where absent. */
  readonly bkg?: Background;
}

/** The responses of an array as tables of 24 bins per decade of energy and a node each 0.5° of offset. */
export function arrayResponses(array: ImagingArray): Responses {
  return {
    aeff: arrayArea(array),
    edisp: arrayDispersion(array),
    psf: arrayPsf(array),
    bkg: arrayBackground(array),
  };
}
