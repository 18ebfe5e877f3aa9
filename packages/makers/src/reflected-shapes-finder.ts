import {
  atan2,
  boundingBox,
  type CompiledWcs,
  compilePixelRegion,
  GammakitError,
  hypot,
  type PixelRegion,
  type PixelTest,
  type Region,
  regionCenter,
  type SkyPosition,
  toPixelRegion,
  toSkyRegion,
} from "@gammakit/core";
import type { ReflectedRegionsOptions } from "./define-reflected-regions.ts";
import { compileExclusion } from "./exclusion.ts";
import { leastWidth, type PointingPlane, pointingPlane, turnAround } from "./turn-around.ts";
import { turnPixelRegion } from "./turn-pixel-region.ts";

/** OFF regions of any shape, and the plane in which they are copies of the ON region. */
export interface ReflectedShapes {
  readonly regions: readonly Region[];
  readonly shapes: readonly PixelRegion[];
  readonly wcs: CompiledWcs;
}

/** The tangent plane at a pointing, with the ON region in it. */
export interface ReflectionPlane extends Omit<PointingPlane, "isBeyond"> {
  readonly on: PixelRegion;
}

/**
 * Copies of `region` turned around `pointing`, as `findReflectedRegions` makes of a circle; of any region but a point or a line.
 * Throws "invalid-input" for these, and where a part of the region is a quarter of the sky away.
 */
export function findReflectedShapes(
  region: Region,
  pointing: SkyPosition,
  options: ReflectedRegionsOptions = {},
): ReflectedShapes {
  const plane = reflectionPlane(region, pointing, options.binSize ?? 0.01);
  if ("regions" in plane) return plane;
  const { wcs, on, center } = plane;
  const isExcluded = compileExclusion(options.exclusion, wcs);
  const shapes = turnAround(
    angularSize(plane),
    (angle) => turnPixelRegion(on, center, angle),
    (shape) => isExcluded !== undefined && touches(shape, plane.shape, isExcluded),
    options,
  );
  return { regions: shapes.map((shape) => toSkyRegion(shape, wcs)), shapes, wcs };
}

/** The plane in which a region is turned around the pointing; an empty result where the region is beyond its horizon. */
export function reflectionPlane(
  region: Region,
  pointing: SkyPosition,
  binSize: number,
): ReflectionPlane | ReflectedShapes {
  if (region.kind === "point" || region.kind === "line") {
    throw new GammakitError("invalid-input", `A ${region.kind} holds no events, so its copies measure no background.`, {
      region,
    });
  }
  const { isBeyond, ...plane } = pointingPlane(regionCenter(region), pointing, binSize);
  const { wcs } = plane;
  return isBeyond ? { regions: [], shapes: [], wcs } : { ...plane, on: toPixelRegion(region, wcs) };
}

/** Whether the test holds for a pixel of the image whose center lies inside the region, or for the middle of a smaller region. */
export function touches(region: PixelRegion, image: readonly [number, number], test: PixelTest): boolean {
  if (somePixel(region, image, test)) return true;
  const { xMin, xMax, yMin, yMax } = boundingBox(region);
  const [x, y] = [(xMin + xMax - 1) / 2, (yMin + yMax - 1) / 2];
  return compilePixelRegion(region)(x, y) && test(x, y);
}

/** Whether the test holds for a pixel of the nx × ny image whose center lies inside the region; stops at the first. */
export function somePixel(region: PixelRegion, [nx, ny]: readonly [number, number], test: PixelTest): boolean {
  const isInside = compilePixelRegion(region);
  const { xMin, xMax, yMin, yMax } = boundingBox(region);
  for (let j = Math.max(0, yMin); j < Math.min(ny, yMax); j++) {
    for (let i = Math.max(0, xMin); i < Math.min(nx, xMax); i++) if (isInside(i, j) && test(i, j)) return true;
  }
  return false;
}

/**
 * Angle [rad] under which the pixels of the region are seen from the pointing; that of its box where it holds no pixel center, or
 * these are all in one direction, and a full turn where the pointing lies inside.
 */
function angularSize({ on, center, shape }: ReflectionPlane): number {
  if (compilePixelRegion(on)(center.x, center.y)) return 2 * Math.PI;
  const angles: number[] = [];
  let farthest = 0;
  const look = (x: number, y: number) => {
    angles.push(atan2(center.x - x, center.y - y));
    farthest = Math.max(farthest, hypot(center.x - x, center.y - y));
    return false;
  };
  somePixel(on, shape, look);
  if (spanOf(angles) * farthest > leastWidth) return spanOf(angles);
  const { xMin, xMax, yMin, yMax } = boundingBox(on);
  for (const x of [xMin - 0.5, xMax - 0.5]) for (const y of [yMin - 0.5, yMax - 0.5]) look(x, y);
  return spanOf(angles);
}

/** Width [rad] of the range that holds the angles; 0 for none. */
function spanOf(angles: readonly number[]): number {
  if (angles.length === 0) return 0;
  const width = (all: readonly number[]) => all.reduce((a, b) => Math.max(a, b)) - all.reduce((a, b) => Math.min(a, b));
  const size = width(angles);
  return size > Math.PI ? width(angles.map((angle) => (angle >= 0 ? angle - 2 * Math.PI : angle))) : size;
}
