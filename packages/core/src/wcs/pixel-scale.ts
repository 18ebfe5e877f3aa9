import { GammakitError } from "../errors/gammakit-error.ts";
import { atan2, hypot, sin } from "../numeric/repeatable/trigonometry.ts";
import { positionAngle, separation } from "../sky/separation.ts";
import type { CompiledWcs } from "./wcs.ts";

/** Size and orientation of the pixels at one point. */
export interface PixelScale {
  /** Pixel size along the meridian [deg per pixel]. */
  readonly scale: number;
  /** Direction of north in the pixel plane [deg], counter-clockwise from the x axis: 90 where north is up. */
  readonly north: number;
}

/**
 * Size and orientation of the pixels at (`lon`, `lat`) [deg, frame of the coordinate system], from a step of 1″ to the north,
 * as in astropy regions. One scale stands for both directions, so that a circle on the sky is one in the pixel plane.
 * Throws "invalid-input" where the point has no pixel.
 */
export function localPixelScale(compiled: CompiledWcs, lon: number, lat: number): PixelScale {
  const step = 1 / 3600;
  const here = new Float64Array(2);
  const there = new Float64Array(2);
  if (!compiled.toPixel(lon, lat, here) || !compiled.toPixel(lon, lat + step, there)) {
    throw new GammakitError(
      "invalid-input",
      `The point (${lon}°, ${lat}°) has no pixel in projection ${compiled.wcs.projection}.`,
      { lon, lat },
    );
  }
  const [dx, dy] = [there[0] - here[0], there[1] - here[1]];
  return { scale: step / hypot(dx, dy), north: (atan2(dy, dx) * 180) / Math.PI };
}

/**
 * Solid angle [sr] of the pixel (`i`, `j`), counted from 0: the two spherical triangles of its corners, taken as flat.
 * The same formula as Gammapy's WcsGeom.solid_angle, so that background rates agree. NaN where a corner is off the sky.
 */
export function pixelSolidAngle(compiled: CompiledWcs, i: number, j: number): number {
  const corner = new Float64Array(8);
  for (let k = 0; k < 4; k++) {
    compiled.toSky(i - 0.5 + (k >> 1), j - 0.5 + (k & 1), corner.subarray(2 * k, 2 * k + 2));
  }
  const [aLon, aLat, bLon, bLat, cLon, cLat, dLon, dLat] = corner;
  const radian = Math.PI / 180;
  const first =
    separation(aLon, aLat, bLon, bLat) *
    separation(bLon, bLat, dLon, dLat) *
    sin((positionAngle(bLon, bLat, dLon, dLat) - positionAngle(bLon, bLat, aLon, aLat)) * radian);
  const second =
    separation(cLon, cLat, dLon, dLat) *
    separation(aLon, aLat, cLon, cLat) *
    sin((positionAngle(cLon, cLat, dLon, dLat) - positionAngle(aLon, aLat, cLon, cLat)) * radian);
  return Math.abs(0.5 * first + 0.5 * second) * radian * radian;
}
