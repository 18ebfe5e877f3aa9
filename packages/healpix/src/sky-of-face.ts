import { wrap360 } from "@gammakit/core";
import { fxy2tu } from "@hscmap/healpix";

const degree = Math.PI / 180;

/**
 * Writes longitude in [0, 360) and latitude [deg] of any point of a base pixel, `x` and `y` from 0 to nside, into `out` at `at` and `at` + 1:
 * the inverse of the projection, Górski et al. (2005), Eqs. 22 to 25. A pole has the longitude 0.
 */
export function writeSkyOfFace(nside: number, f: number, x: number, y: number, out: Float64Array, at: number): void {
  // The library counts from the center of the first pixel.
  const { t, u } = fxy2tu(nside, f, x - 0.5, y - 0.5);
  const height = (4 * u) / Math.PI;
  if (Math.abs(height) <= 1) {
    out[at] = wrap360(t / degree);
    out[at + 1] = Math.asin((2 / 3) * height) / degree;
    return;
  }
  const fromPole = 2 - Math.abs(height);
  const along = (t % (Math.PI / 2)) - Math.PI / 4;
  const pole = fromPole < 1e-15;
  out[at] = pole ? 0 : wrap360((t + ((1 - fromPole) / fromPole) * along) / degree);
  out[at + 1] = Math.sign(height) * (pole ? 90 : 90 - (2 * Math.asin(fromPole / Math.sqrt(6))) / degree);
}
