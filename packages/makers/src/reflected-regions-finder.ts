import {
  asin,
  atan2,
  type CircleRegion,
  type CompiledWcs,
  cos,
  hypot,
  insideCircle,
  type PixelCircle,
  type PixelTest,
  type SkyPosition,
  sin,
  toPixelCircle,
  toSkyCircle,
} from "@gammakit/core";
import type { ReflectedRegionsOptions } from "./define-reflected-regions.ts";
import { compileExclusion } from "./exclusion.ts";
import { leastWidth, pointingPlane, turnAround } from "./turn-around.ts";

/** OFF regions and the plane in which they are circles. */
export interface ReflectedRegions {
  readonly regions: readonly CircleRegion[];
  readonly circles: readonly PixelCircle[];
  readonly wcs: CompiledWcs;
}

/**
 * Copies of `region` turned around `pointing`, as many as fit without touching each other, the region itself or an excluded
 * pixel; none where the pointing lies inside the region, or a quarter of the sky away. Laid out in the tangent plane at the
 * pointing.
 */
export function findReflectedRegions(
  region: CircleRegion,
  pointing: SkyPosition,
  options: ReflectedRegionsOptions = {},
): ReflectedRegions {
  const { wcs, center, shape, isBeyond } = pointingPlane(region.center, pointing, options.binSize ?? 0.01);
  if (isBeyond) return { regions: [], circles: [], wcs };
  const [nx, ny] = shape;
  const on = toPixelCircle(region, wcs);
  const isExcluded = compileExclusion(options.exclusion, wcs);
  const circles = turnAround(
    insideCircle(on, center.x, center.y) ? 2 * Math.PI : angularSize(on, center, nx, ny),
    (angle) => turn(on, center, angle),
    (circle) => isExcluded !== undefined && (isExcluded(circle.x, circle.y) || somePixel(circle, nx, ny, isExcluded)),
    options,
  );
  return { regions: circles.map((circle) => toSkyCircle(circle, wcs)), circles, wcs };
}

/**
 * Angle [rad] under which the pixels of the circle are seen from the center. Measured on pixels, as the field does, so it is a
 * little smaller than the circle's own; that of the circle itself where it holds no pixel center, or these are all in one direction.
 */
function angularSize(circle: PixelCircle, center: { x: number; y: number }, nx: number, ny: number): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [lowWrapped, highWrapped] = [low, high];
  somePixel(circle, nx, ny, (i, j) => {
    const angle = atan2(center.x - i, center.y - j);
    const wrapped = angle >= 0 ? angle - 2 * Math.PI : angle;
    low = Math.min(low, angle);
    high = Math.max(high, angle);
    lowWrapped = Math.min(lowWrapped, wrapped);
    highWrapped = Math.max(highWrapped, wrapped);
    return false;
  });
  const size = high - low > Math.PI ? highWrapped - lowWrapped : high - low;
  const distance = hypot(circle.x - center.x, circle.y - center.y);
  return size * distance > leastWidth ? size : geometricSize(circle, distance);
}

/** Angle [rad] under which the circle itself is seen from a distance [pixel]. */
function geometricSize({ radius }: PixelCircle, distance: number): number {
  return radius < distance ? 2 * asin(radius / distance) : 2 * Math.PI;
}

/** The circle turned counter-clockwise in the pixel plane by `angle` [rad]. */
function turn(circle: PixelCircle, center: { x: number; y: number }, angle: number): PixelCircle {
  const [dx, dy] = [circle.x - center.x, circle.y - center.y];
  const [c, s] = [cos(angle), sin(angle)];
  return { x: center.x + c * dx - s * dy, y: center.y + s * dx + c * dy, radius: circle.radius };
}

/** Whether the test holds for a pixel of the nx × ny image whose center lies inside the circle; stops at the first. */
function somePixel(circle: PixelCircle, nx: number, ny: number, test: PixelTest): boolean {
  const { x, y, radius } = circle;
  const [i0, i1] = [Math.max(0, Math.floor(x - radius)), Math.min(nx - 1, Math.ceil(x + radius))];
  const [j0, j1] = [Math.max(0, Math.floor(y - radius)), Math.min(ny - 1, Math.ceil(y + radius))];
  for (let j = j0; j <= j1; j++) {
    for (let i = i0; i <= i1; i++) if (insideCircle(circle, i, j) && test(i, j)) return true;
  }
  return false;
}
