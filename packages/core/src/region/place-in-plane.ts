import { GammakitError } from "../errors/gammakit-error.ts";
import { atan2, hypot } from "../numeric/repeatable/trigonometry.ts";
import { toFrame } from "../sky/frames.ts";
import type { SkyPosition } from "../sky/position.ts";
import type { PixelScale } from "../wcs/pixel-scale.ts";
import type { CompiledWcs } from "../wcs/wcs.ts";

/** Pixel position of a direction, with the pixel scale and the direction of north there. */
export interface PixelPlace extends PixelScale {
  readonly x: number;
  readonly y: number;
}

/**
 * Where a direction falls in the pixel plane, and the scale there from a step of 1″ to the north of the direction's own frame,
 * as in astropy regions: the angle of a region counts from the longitude axis of the frame in which it is written.
 * Throws "invalid-input" where the direction has no pixel.
 */
export function placeInPlane(position: SkyPosition, compiled: CompiledWcs): PixelPlace {
  const step = 1 / 3600;
  const { frame } = compiled.wcs;
  // At the north pole the step goes to the south and is turned around.
  const sign = position.lat + step > 90 ? -1 : 1;
  const here = toFrame(position, frame);
  const there = toFrame({ ...position, lat: position.lat + sign * step }, frame);
  const [a, b] = [new Float64Array(2), new Float64Array(2)];
  if (!compiled.toPixel(here.lon, here.lat, a) || !compiled.toPixel(there.lon, there.lat, b)) {
    throw new GammakitError(
      "invalid-input",
      `The ${position.frame} position (${position.lon}°, ${position.lat}°) has no pixel in projection ${compiled.wcs.projection}.`,
      { position },
    );
  }
  const [dx, dy] = [sign * (b[0] - a[0]), sign * (b[1] - a[1])];
  return { x: a[0], y: a[1], scale: step / hypot(dx, dy), north: (atan2(dy, dx) * 180) / Math.PI };
}
