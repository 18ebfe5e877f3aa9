import { GammakitError } from "@gammakit/core";
import { faceLookup } from "./compile-healpix.ts";
import type { HealpixGrid } from "./grid.ts";
import { checkGrid } from "./grid.ts";
import { writeSkyOfFace } from "./sky-of-face.ts";

/**
 * Points along the border of a pixel, `step` on each side, the north corner first and then to the west: its four corners where `step` is 1.
 * Longitude in [0, 360) and latitude [deg] of one point after the other. Throws "invalid-input" where there is no such pixel.
 */
export function pixelBoundary(grid: HealpixGrid, pixel: number, step = 1): Float64Array {
  checkGrid(grid);
  if (!(Number.isInteger(step) && step >= 1 && step <= 10_000)) {
    throw new GammakitError("invalid-input", `step is ${step}; it is a whole number from 1 to 10000.`, { step });
  }
  const { f, x, y } = faceLookup(grid)(pixel);
  const out = new Float64Array(8 * step);
  for (let k = 0; k < step; k++) {
    const part = k / step;
    const points = [
      [1 - part, 1],
      [0, 1 - part],
      [part, 0],
      [1, part],
    ];
    for (const [side, [dx, dy]] of points.entries()) {
      writeSkyOfFace(grid.nside, f, x + dx, y + dy, out, 2 * (side * step + k));
    }
  }
  return out;
}
