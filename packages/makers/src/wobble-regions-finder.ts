import { compilePixelRegion, type PixelRegion, type Region, type SkyPosition, toSkyRegion } from "@gammakit/core";
import { compileExclusion, type Exclusion } from "./exclusion.ts";
import { type ReflectedShapes, reflectionPlane, somePixel, touches } from "./reflected-shapes-finder.ts";
import { turnPixelRegion } from "./turn-pixel-region.ts";

/** How a fixed number of OFF regions is laid. */
export interface WobbleRegionsOptions {
  /** Number of OFF regions before exclusion: with the ON region they divide the circle evenly. */
  readonly count: number;
  /** Parts of the sky kept out of the background: regions that fit into a field of view, or an image. */
  readonly exclusion?: Exclusion;
  /** Pixel of the plane in which regions are laid out [deg]. */
  readonly binSize?: number;
}

/**
 * `count` copies of `region`, turned around `pointing` by equal angles, without those that hold an excluded pixel; none where
 * two of them overlap, or a quarter of the sky away. Laid out in the tangent plane at the pointing.
 * Throws "invalid-input" for a point or a line, and where a part of the region has no place in the plane.
 */
export function findWobbleRegions(
  region: Region,
  pointing: SkyPosition,
  { count, exclusion, binSize = 0.01 }: WobbleRegionsOptions,
): ReflectedShapes {
  const plane = reflectionPlane(region, pointing, binSize);
  if ("regions" in plane) return plane;
  const { wcs, on, center, shape } = plane;
  const isExcluded = compileExclusion(exclusion, wcs);
  const shapes: PixelRegion[] = [];
  for (let k = 1; k <= count; k++) {
    const candidate = turnPixelRegion(on, center, (2 * Math.PI * k) / (count + 1));
    if (isExcluded === undefined || !touches(candidate, shape, isExcluded)) shapes.push(candidate);
  }
  if (overlap(shapes, shape)) return { regions: [], shapes: [], wcs };
  return { regions: shapes.map((part) => toSkyRegion(part, wcs)), shapes, wcs };
}

/** Whether two of the regions hold the center of one pixel of the image. */
function overlap(shapes: readonly PixelRegion[], image: readonly [number, number]): boolean {
  const tests = shapes.map(compilePixelRegion);
  return shapes.some((shape, k) => tests.some((isInside, other) => other > k && somePixel(shape, image, isInside)));
}
