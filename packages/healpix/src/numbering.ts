import { GammakitError } from "@gammakit/core";
import { faceOfNested, faceOfRing, nestedOfFace, ringNumberOfFace } from "./face.ts";
import { checkGrid, checkPixel } from "./grid.ts";

/** RING number of a NESTED pixel. Throws "invalid-input" where there is no such pixel. */
export function toRing(nside: number, nestedPixel: number): number {
  checkGrid({ nside, nested: true });
  checkPixel(nestedPixel, nside);
  const { f, x, y } = faceOfNested(nside, nestedPixel);
  return ringNumberOfFace(nside, f, x, y);
}

/** NESTED number of a RING pixel. Throws "invalid-input" where there is no such pixel. */
export function toNested(nside: number, ringPixel: number): number {
  checkGrid({ nside, nested: true });
  checkPixel(ringPixel, nside);
  const { f, x, y } = faceOfRing(nside, ringPixel);
  return nestedOfFace(nside, f, x, y);
}

/** NUNIQ number of a NESTED pixel: 4 nside² + pixel, one number that also tells nside. */
export function toUniq(nside: number, nestedPixel: number): number {
  checkGrid({ nside, nested: true });
  checkPixel(nestedPixel, nside);
  return 4 * nside * nside + nestedPixel;
}

/** nside and NESTED number of a NUNIQ number. Throws "invalid-input" for what is none, "unsupported" beyond nside 2^24. */
export function fromUniq(uniq: number): { readonly nside: number; readonly pixel: number } {
  if (!(Number.isInteger(uniq) && uniq >= 4 && uniq < 2 ** 62)) {
    throw new GammakitError("invalid-input", `${uniq} is no NUNIQ number: these are whole and begin with 4.`, { uniq });
  }
  let nside = 1;
  while (16 * nside * nside <= uniq) nside *= 2;
  checkGrid({ nside, nested: true });
  return { nside, pixel: uniq - 4 * nside * nside };
}
