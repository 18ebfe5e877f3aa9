import { hypot } from "../numeric/repeatable/trigonometry.ts";
import { localPixelScale } from "../wcs/pixel-scale.ts";
import type { CompiledWcs } from "../wcs/wcs.ts";
import { placeInPlane } from "./place-in-plane.ts";
import type { CircleRegion } from "./region.ts";

/** A circle in the pixel plane of a coordinate system; pixels count from 0 at the first pixel's center. */
export interface PixelCircle {
  readonly x: number;
  readonly y: number;
  /** [pixel]. */
  readonly radius: number;
}

/**
 * The circle in the pixel plane that stands for a circle on the sky: the center projected, the radius divided by the pixel
 * scale along the meridian there. Away from the reference point the two differ by the projection's distortion.
 */
export function toPixelCircle(region: CircleRegion, wcs: CompiledWcs): PixelCircle {
  const { x, y, scale } = placeInPlane(region.center, wcs);
  return { x, y, radius: region.radius / scale };
}

/** The circle on the sky that stands for a circle in the pixel plane; the inverse of {@link toPixelCircle}. */
export function toSkyCircle(circle: PixelCircle, wcs: CompiledWcs): CircleRegion {
  const position = new Float64Array(2);
  wcs.toSky(circle.x, circle.y, position);
  const [lon, lat] = position;
  return {
    kind: "circle",
    center: { frame: wcs.wcs.frame, lon, lat },
    radius: circle.radius * localPixelScale(wcs, lon, lat).scale,
  };
}

/** Whether a pixel position lies inside the circle, its rim excluded. */
export function insideCircle(circle: PixelCircle, x: number, y: number): boolean {
  return hypot(x - circle.x, y - circle.y) < circle.radius;
}
