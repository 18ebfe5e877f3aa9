import {
  type CircleRegion,
  type CompiledWcs,
  compileSkyMask,
  compileWcs,
  createWcs,
  insideCircle,
  type PixelCircle,
  type Region,
  separationBetween,
  type SkyMask,
  type SkyPosition,
  toFrame,
  toPixelCircle,
  toSkyCircle,
} from "@gammakit/core";
import type { ReflectedRegionsOptions } from "./reflected-regions.ts";

/** OFF regions and the plane in which they are circles. */
export interface ReflectedRegions {
  readonly regions: readonly CircleRegion[];
  readonly circles: readonly PixelCircle[];
  readonly wcs: CompiledWcs;
}

/**
 * Copies of `region` turned around `pointing`, as many as fit without touching each other, the region itself or an excluded
 * pixel; none where the pointing lies inside the region. Laid out in the tangent plane at the pointing.
 */
export function findReflectedRegions(
  region: CircleRegion,
  pointing: SkyPosition,
  options: ReflectedRegionsOptions = {},
): ReflectedRegions {
  const { angleIncrement = 0.1, minDistance = 0, minDistanceInput = 0.1, maxRegionNumber = 10000, binSize = 0.01 } = options;
  const { frame } = region.center;
  const width = 4 * separationBetween(region.center, pointing) + 0.3;
  const wcs = compileWcs(
    createWcs({ center: toFrame(pointing, frame), frame, projection: "TAN", binSize, width }),
  );
  const [nx, ny] = wcs.wcs.shape ?? [0, 0];
  const center = { x: wcs.wcs.crpix[0] - 1, y: wcs.wcs.crpix[1] - 1 };
  const on = toPixelCircle(region, wcs);
  const excluded = excludedPixels(options.exclusion, wcs, nx, ny);

  const circles: PixelCircle[] = [];
  const size = angularSize(on, center, nx, ny);
  const step = size + minDistance;
  const last = 2 * Math.PI - step - minDistanceInput;
  let angle = step + minDistanceInput;
  while (size > 0 && angle < last && circles.length < maxRegionNumber) {
    const candidate = turn(on, center, angle);
    if (holdsAny(candidate, excluded)) {
      if (!(angleIncrement > 0)) break;
      angle += angleIncrement;
    } else {
      circles.push(candidate);
      angle += step;
    }
  }
  return { regions: circles.map((circle) => toSkyCircle(circle, wcs)), circles, wcs };
}

/**
 * Angle [rad] under which the pixels of the circle are seen from the center. Measured on pixels, as the field does, so it is a
 * little smaller than the circle's own; 0 where no pixel center lies inside.
 */
function angularSize(circle: PixelCircle, center: { x: number; y: number }, nx: number, ny: number): number {
  const [x0, x1] = [Math.max(0, Math.floor(circle.x - circle.radius)), Math.min(nx - 1, Math.ceil(circle.x + circle.radius))];
  const [y0, y1] = [Math.max(0, Math.floor(circle.y - circle.radius)), Math.min(ny - 1, Math.ceil(circle.y + circle.radius))];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [lowWrapped, highWrapped] = [low, high];
  for (let j = y0; j <= y1; j++) {
    for (let i = x0; i <= x1; i++) {
      if (!insideCircle(circle, i, j)) continue;
      const angle = Math.atan2(center.x - i, center.y - j);
      const wrapped = angle >= 0 ? angle - 2 * Math.PI : angle;
      low = Math.min(low, angle);
      high = Math.max(high, angle);
      lowWrapped = Math.min(lowWrapped, wrapped);
      highWrapped = Math.max(highWrapped, wrapped);
    }
  }
  if (high < low) return 0;
  return high - low > Math.PI ? highWrapped - lowWrapped : high - low;
}

/** The circle turned counter-clockwise in the pixel plane by `angle` [rad]. */
function turn(circle: PixelCircle, center: { x: number; y: number }, angle: number): PixelCircle {
  const [dx, dy] = [circle.x - center.x, circle.y - center.y];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return { x: center.x + c * dx - s * dy, y: center.y + s * dx + c * dy, radius: circle.radius };
}

/** Pixel positions [x, y, x, y, …] of the plane whose centers are excluded. */
function excludedPixels(
  exclusion: readonly Region[] | SkyMask | undefined,
  wcs: CompiledWcs,
  nx: number,
  ny: number,
): readonly number[] {
  if (exclusion === undefined || (!("kind" in exclusion) && exclusion.length === 0)) return [];
  const excludes = "kind" in exclusion ? compileMask(exclusion, wcs) : compileRegions(exclusion, wcs);
  const pixels: number[] = [];
  for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) if (excludes(i, j)) pixels.push(i, j);
  return pixels;
}

function compileRegions(regions: readonly Region[], wcs: CompiledWcs): (x: number, y: number) => boolean {
  // What lies beyond the horizon of the tangent plane is far from any OFF region.
  const [lon, lat] = wcs.wcs.crval;
  const pointing: SkyPosition = { frame: wcs.wcs.frame, lon, lat };
  const near = regions.filter((region) => separationBetween(region.center, pointing) < 80);
  const circles = near.map((region) => toPixelCircle(region, wcs));
  return (x, y) => circles.some((circle) => insideCircle(circle, x, y));
}

function compileMask(mask: SkyMask, wcs: CompiledWcs): (x: number, y: number) => boolean {
  const excluded = compileSkyMask(mask);
  const { frame } = wcs.wcs;
  const position = new Float64Array(2);
  return (x, y) => wcs.toSky(x, y, position) && excluded({ frame, lon: position[0], lat: position[1] });
}

function holdsAny(circle: PixelCircle, pixels: readonly number[]): boolean {
  for (let k = 0; k < pixels.length; k += 2) if (insideCircle(circle, pixels[k], pixels[k + 1])) return true;
  return false;
}
