import { type CompiledWcs, compileWcs, createWcs, type SkyPosition, separationBetween, toFrame } from "@gammakit/core";
import type { ReflectedRegionsOptions } from "./define-reflected-regions.ts";

/** Where the tangent plane ends, and a bit before [deg]. */
const horizon = 89;

/** Width [pixel] that a region must have on its pixels for these to tell under which angle it is seen. */
export const leastWidth = 0.5;

/** The tangent plane at a pointing, wide enough for what lies as far from it as a position. */
export interface PointingPlane {
  readonly wcs: CompiledWcs;
  /** The pointing [pixel]. */
  readonly center: { readonly x: number; readonly y: number };
  /** Number of pixels along x and y. */
  readonly shape: readonly [number, number];
  /** Whether the position has no place in it: it is a quarter of the sky away. */
  readonly isBeyond: boolean;
}

/** The tangent plane at `pointing`, in the frame of `position`, with pixels of `binSize` [deg]. */
export function pointingPlane(position: SkyPosition, pointing: SkyPosition, binSize: number): PointingPlane {
  const { frame } = position;
  const distance = separationBetween(position, pointing);
  const width = 4 * distance + 0.3;
  const wcs = compileWcs(createWcs({ center: toFrame(pointing, frame), frame, projection: "TAN", binSize, width }));
  const { shape = [0, 0], crpix } = wcs.wcs;
  return { wcs, shape, center: { x: crpix[0] - 1, y: crpix[1] - 1 }, isBeyond: !(distance < horizon) };
}

/**
 * Copies turned counter-clockwise, one beside the other, of what is seen from the pointing under `size` [rad]: `turn` makes the
 * copy at an angle, and where that `isBlocked` the next angle is tried.
 */
export function turnAround<Shape>(
  size: number,
  turn: (angle: number) => Shape,
  isBlocked: (shape: Shape) => boolean,
  options: Pick<ReflectedRegionsOptions, "angleIncrement" | "minDistance" | "minDistanceInput" | "maxRegionNumber">,
): Shape[] {
  const { angleIncrement = 0.1, minDistance = 0, minDistanceInput = 0.1, maxRegionNumber = 10000 } = options;
  const copies: Shape[] = [];
  const step = size + minDistance;
  const last = 2 * Math.PI - step - minDistanceInput;
  let angle = step + minDistanceInput;
  while (angle < last && copies.length < maxRegionNumber) {
    const candidate = turn(angle);
    if (isBlocked(candidate)) {
      if (!(angleIncrement > 0)) break;
      angle += angleIncrement;
    } else {
      copies.push(candidate);
      angle += step;
    }
  }
  return copies;
}
