import { GammakitError } from "../errors/gammakit-error.ts";
import { toFrame } from "../sky/frames.ts";
import type { SkyPosition } from "../sky/position.ts";
import { localPixelScale } from "../wcs/pixel-scale.ts";
import type { CompiledWcs } from "../wcs/wcs.ts";
import { checkRegion } from "./check-region.ts";
import { type PixelCircle, toPixelCircle, toSkyCircle } from "./pixel-circle.ts";
import { placeInPlane } from "./place-in-plane.ts";
import type { Region, RegionOperator } from "./region.ts";

/** A rectangle or ellipse in the pixel plane. */
interface PixelBoxShape {
  readonly x: number;
  readonly y: number;
  /** Whole side or axis along `angle` [pixel]. */
  readonly width: number;
  /** Whole side or axis across it [pixel]. */
  readonly height: number;
  /** [deg], counter-clockwise from the x axis. */
  readonly angle: number;
}

/** Two rectangles or ellipses in the pixel plane, the inner one cut out. */
interface PixelHollowShape {
  readonly x: number;
  readonly y: number;
  /** Whole side or axis of the inner shape along `angle` [pixel]. */
  readonly innerWidth: number;
  /** Whole side or axis of the inner shape across it [pixel]. */
  readonly innerHeight: number;
  /** [pixel]. */
  readonly outerWidth: number;
  /** [pixel]. */
  readonly outerHeight: number;
  /** [deg], counter-clockwise from the x axis. */
  readonly angle: number;
}

/** A region in the pixel plane of a coordinate system; pixels count from 0 at the first pixel's center. */
export type PixelRegion =
  | ({ readonly kind: "circle" } & PixelCircle)
  | {
      readonly kind: "annulus";
      readonly x: number;
      readonly y: number;
      /** [pixel]. */
      readonly innerRadius: number;
      /** [pixel]. */
      readonly outerRadius: number;
    }
  | ({ readonly kind: "rectangle" } & PixelBoxShape)
  | ({ readonly kind: "ellipse" } & PixelBoxShape)
  | { readonly kind: "polygon"; readonly x: Float64Array; readonly y: Float64Array }
  | { readonly kind: "point"; readonly x: number; readonly y: number }
  | ({ readonly kind: "elliptical-annulus" } & PixelHollowShape)
  | ({ readonly kind: "rectangular-annulus" } & PixelHollowShape)
  | {
      readonly kind: "line";
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
    }
  | { readonly kind: "union"; readonly regions: readonly PixelRegion[] }
  | {
      readonly kind: "compound";
      readonly operator: RegionOperator;
      readonly a: PixelRegion;
      readonly b: PixelRegion;
    };

/**
 * The region in the pixel plane that stands for a region on the sky, as in astropy regions: its center (or vertices) projected,
 * its sizes divided by the pixel scale along the meridian there, its angle turned by the direction of north.
 * Throws "invalid-input" where sizes are not positive or numbers not finite, or where a position has no pixel.
 */
export function toPixelRegion(region: Region, wcs: CompiledWcs): PixelRegion {
  checkRegion(region);
  return project(region, wcs);
}

function project(region: Region, wcs: CompiledWcs): PixelRegion {
  switch (region.kind) {
    case "circle":
      return { kind: "circle", ...toPixelCircle(region, wcs) };
    case "annulus": {
      const { x, y, scale } = placeInPlane(region.center, wcs);
      return {
        kind: "annulus",
        x,
        y,
        innerRadius: region.innerRadius / scale,
        outerRadius: region.outerRadius / scale,
      };
    }
    case "rectangle":
    case "ellipse": {
      const { x, y, scale, north } = placeInPlane(region.center, wcs);
      const { kind, width, height, angle } = region;
      return { kind, x, y, width: width / scale, height: height / scale, angle: angle + (north - 90) };
    }
    case "polygon":
      return polygonOf(region.vertices, wcs);
    case "point": {
      const [x, y] = pixelOf(region.center, wcs);
      return { kind: "point", x, y };
    }
    case "elliptical-annulus":
    case "rectangular-annulus": {
      const { x, y, scale, north } = placeInPlane(region.center, wcs);
      return { kind: region.kind, x, y, ...scaled(region, 1 / scale), angle: region.angle + (north - 90) };
    }
    case "line": {
      const [[x1, y1], [x2, y2]] = [pixelOf(region.start, wcs), pixelOf(region.end, wcs)];
      return { kind: "line", x1, y1, x2, y2 };
    }
    case "union":
      return { kind: "union", regions: region.regions.map((part) => project(part, wcs)) };
    case "compound": {
      const { kind, operator, a, b } = region;
      return { kind, operator, a: project(a, wcs), b: project(b, wcs) };
    }
  }
}

function polygonOf(vertices: readonly SkyPosition[], wcs: CompiledWcs): PixelRegion {
  const n = vertices.length;
  const [x, y] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) [x[k], y[k]] = pixelOf(vertices[k], wcs);
  return { kind: "polygon", x, y };
}

function pixelOf(position: SkyPosition, wcs: CompiledWcs): readonly [number, number] {
  const { lon, lat } = toFrame(position, wcs.wcs.frame);
  const xy = new Float64Array(2);
  if (wcs.toPixel(lon, lat, xy)) return [xy[0], xy[1]];
  throw new GammakitError(
    "invalid-input",
    `The ${position.frame} position (${position.lon}°, ${position.lat}°) has no pixel in projection ${wcs.wcs.projection}.`,
    { position },
  );
}

/**
 * The region on the sky that stands for a region in the pixel plane, in the frame of the coordinate system; the inverse of
 * {@link toPixelRegion}. Throws "invalid-input" where a pixel position is off the sky.
 */
export function toSkyRegion(region: PixelRegion, wcs: CompiledWcs): Region {
  switch (region.kind) {
    case "circle":
      skyOf(region.x, region.y, wcs);
      return toSkyCircle(region, wcs);
    case "annulus": {
      const center = skyOf(region.x, region.y, wcs);
      const { scale } = localPixelScale(wcs, center.lon, center.lat);
      const { kind, innerRadius, outerRadius } = region;
      return { kind, center, innerRadius: innerRadius * scale, outerRadius: outerRadius * scale };
    }
    case "rectangle":
    case "ellipse": {
      const center = skyOf(region.x, region.y, wcs);
      const { scale, north } = localPixelScale(wcs, center.lon, center.lat);
      const { kind, width, height, angle } = region;
      return { kind, center, width: width * scale, height: height * scale, angle: angle - (north - 90) };
    }
    case "polygon":
      return { kind: "polygon", vertices: Array.from(region.x, (x, k) => skyOf(x, region.y[k], wcs)) };
    case "point":
      return { kind: "point", center: skyOf(region.x, region.y, wcs) };
    case "elliptical-annulus":
    case "rectangular-annulus": {
      const center = skyOf(region.x, region.y, wcs);
      const { scale, north } = localPixelScale(wcs, center.lon, center.lat);
      return { kind: region.kind, center, ...scaled(region, scale), angle: region.angle - (north - 90) };
    }
    case "line":
      return { kind: "line", start: skyOf(region.x1, region.y1, wcs), end: skyOf(region.x2, region.y2, wcs) };
    case "union":
      return { kind: "union", regions: region.regions.map((part) => toSkyRegion(part, wcs)) };
    case "compound": {
      const { kind, operator, a, b } = region;
      return { kind, operator, a: toSkyRegion(a, wcs), b: toSkyRegion(b, wcs) };
    }
  }
}

type HollowSizes = Pick<PixelHollowShape, "innerWidth" | "innerHeight" | "outerWidth" | "outerHeight">;

function scaled({ innerWidth, innerHeight, outerWidth, outerHeight }: HollowSizes, factor: number): HollowSizes {
  return {
    innerWidth: innerWidth * factor,
    innerHeight: innerHeight * factor,
    outerWidth: outerWidth * factor,
    outerHeight: outerHeight * factor,
  };
}

function skyOf(x: number, y: number, wcs: CompiledWcs): SkyPosition {
  const position = new Float64Array(2);
  if (wcs.toSky(x, y, position)) return { frame: wcs.wcs.frame, lon: position[0], lat: position[1] };
  throw new GammakitError(
    "invalid-input",
    `The pixel position (${x}, ${y}) is not on the sky in projection ${wcs.wcs.projection}.`,
    { x, y },
  );
}
