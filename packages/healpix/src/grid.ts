import { GammakitError } from "@gammakit/core";

/** A division of the sphere into 12 · nside² pixels of equal area. Górski et al. (2005, ApJ 622, 759). */
export interface HealpixGrid {
  /** Pixels along a side of each of the 12 base pixels: 1 to 2^24; a power of two where `nested`. */
  readonly nside: number;
  /** Whether pixels are numbered in the NESTED scheme, not along rings of latitude (RING). */
  readonly nested: boolean;
}

/** The largest nside whose pixel numbers, and NUNIQ numbers, are all exact in a double. */
const largest = 2 ** 24;

/** Refuses an nside without pixels, one whose pixel numbers a double cannot hold, and one that NESTED cannot have. */
export function checkGrid({ nside, nested }: HealpixGrid): void {
  if (!(Number.isInteger(nside) && nside >= 1 && nside <= 2 ** 29)) {
    throw new GammakitError("invalid-input", `nside is ${nside}; it is a whole number from 1 to 2^29.`, { nside });
  }
  if (nested && !Number.isInteger(Math.log2(nside))) {
    throw new GammakitError(
      "invalid-input",
      `nside is ${nside}; NESTED numbers need a power of two. RING numbers do without.`,
      { nside },
    );
  }
  if (nside > largest) {
    throw new GammakitError(
      "unsupported",
      `nside is ${nside}; its pixel numbers go beyond 2^53, which a number cannot hold. The largest nside is ${largest}, with pixels of 0.01″.`,
      { nside, largest },
    );
  }
}

/** Refuses what is not the number of a pixel. */
export function checkPixel(pixel: number, nside: number): void {
  const count = 12 * nside * nside;
  if (Number.isInteger(pixel) && pixel >= 0 && pixel < count) return;
  throw new GammakitError(
    "invalid-input",
    `No pixel ${pixel}: at nside ${nside} they are numbered from 0 to ${count - 1}.`,
    { pixel, nside },
  );
}

/** Solid angle of a pixel [sr]. Throws "invalid-input" for an nside that is none, "unsupported" beyond 2^24. */
export function pixelArea(nside: number): number {
  return (4 * Math.PI) / pixelCount(nside);
}

/** Side of a square of a pixel's area [deg]. Throws as {@link pixelArea}. */
export function pixelSize(nside: number): number {
  return (Math.sqrt(pixelArea(nside)) * 180) / Math.PI;
}

/** Number of pixels of the whole sky. */
function pixelCount(nside: number): number {
  checkGrid({ nside, nested: false });
  return 12 * nside * nside;
}
