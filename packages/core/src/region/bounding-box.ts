import { hypot } from "../numeric/repeatable/trigonometry.ts";
import { outerOf } from "./hollow.ts";
import type { PixelRegion } from "./pixel-region.ts";
import { turnOf } from "./turn-of.ts";

/** A box of whole pixels; its ends do not belong to it. */
export interface PixelBox {
  readonly xMin: number;
  /** Exclusive. */
  readonly xMax: number;
  readonly yMin: number;
  /** Exclusive. */
  readonly yMax: number;
}

/** The least and largest x and y of a region [pixel]. */
export interface PixelExtent {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/**
 * The smallest box of whole pixels that covers a region, as in astropy regions; that of several regions together, however they
 * are combined, covers all of them.
 */
export function boundingBox(region: PixelRegion): PixelBox {
  const { left, right, bottom, top } = pixelExtent(region);
  const [xMin, yMin] = [Math.floor(left + 0.5), Math.floor(bottom + 0.5)];
  if (region.kind === "point") return { xMin, xMax: xMin + 1, yMin, yMax: yMin + 1 };
  return { xMin, xMax: Math.ceil(right + 0.5), yMin, yMax: Math.ceil(top + 0.5) };
}

/** The least and largest x and y of the points of a region. */
export function pixelExtent(region: PixelRegion): PixelExtent {
  switch (region.kind) {
    case "circle":
      return around(region.x, region.y, region.radius, region.radius);
    case "annulus":
      return around(region.x, region.y, region.outerRadius, region.outerRadius);
    case "rectangle": {
      const [cos, sin] = directionOf(region.angle);
      const { x, y, width, height } = region;
      return around(x, y, (cos * width + sin * height) / 2, (sin * width + cos * height) / 2);
    }
    case "ellipse": {
      const [cos, sin] = directionOf(region.angle);
      const { x, y, width, height } = region;
      return around(x, y, hypot(cos * width, sin * height) / 2, hypot(sin * width, cos * height) / 2);
    }
    case "polygon":
      return {
        left: region.x.reduce((a, b) => Math.min(a, b)),
        right: region.x.reduce((a, b) => Math.max(a, b)),
        bottom: region.y.reduce((a, b) => Math.min(a, b)),
        top: region.y.reduce((a, b) => Math.max(a, b)),
      };
    case "point":
      return around(region.x, region.y, 0, 0);
    case "elliptical-annulus":
    case "rectangular-annulus":
      return pixelExtent(outerOf(region));
    case "line":
      return {
        left: Math.min(region.x1, region.x2),
        right: Math.max(region.x1, region.x2),
        bottom: Math.min(region.y1, region.y2),
        top: Math.max(region.y1, region.y2),
      };
    case "union":
      return region.regions.map(pixelExtent).reduce(joined);
    case "compound":
      return joined(pixelExtent(region.a), pixelExtent(region.b));
  }
}

function around(x: number, y: number, dx: number, dy: number): PixelExtent {
  return { left: x - dx, right: x + dx, bottom: y - dy, top: y + dy };
}

function directionOf(angle: number): readonly [number, number] {
  const [cos, sin] = turnOf(angle);
  return [Math.abs(cos), Math.abs(sin)];
}

function joined(a: PixelExtent, b: PixelExtent): PixelExtent {
  return {
    left: Math.min(a.left, b.left),
    right: Math.max(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
    top: Math.max(a.top, b.top),
  };
}
