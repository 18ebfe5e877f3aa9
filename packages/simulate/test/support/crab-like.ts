import { createGti, type Gti, instantFromMjd, type SkyPosition } from "@gammakit/core";
import { arrayResponses, hessLike, type Responses } from "../../src/index.ts";

export const target: SkyPosition = { frame: "icrs", lon: 83.633, lat: 22.0145 };
export const pointing: SkyPosition = { frame: "icrs", lon: 83.633, lat: 21.5145 };
export const start = instantFromMjd(60300, 0.75, "tt");

export function goodTime(...intervals: readonly (readonly [number, number])[]): Gti {
  return createGti(start, intervals);
}

const { aeff, edisp, psf } = arrayResponses(hessLike);
/** The responses without background. */
export const photonsOnly: Responses = { aeff, edisp, psf };
export const responses = arrayResponses(hessLike);

/** The smallest probability that a test takes for chance. Seeds are fixed: it either holds or something has changed. */
export const chance = 1e-3;
