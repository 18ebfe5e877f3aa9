import { GammakitError } from "../errors/gammakit-error.ts";
import type { SkyPosition } from "../sky/position.ts";

/** All points closer to `center` than `radius`. */
export interface CircleRegion {
  readonly kind: "circle";
  readonly center: SkyPosition;
  /** Angular radius [deg]. */
  readonly radius: number;
}

/** The points between two circles, the inner circle's rim included. */
export interface AnnulusRegion {
  readonly kind: "annulus";
  readonly center: SkyPosition;
  /** [deg], may be 0. */
  readonly innerRadius: number;
  /** [deg]. */
  readonly outerRadius: number;
}

/** A rectangle. */
export interface RectangleRegion {
  readonly kind: "rectangle";
  readonly center: SkyPosition;
  /** Side along the direction `angle` [deg]. */
  readonly width: number;
  /** Side across it [deg]. */
  readonly height: number;
  /** Direction of the width [deg], counter-clockwise from the longitude axis on a map with north up. */
  readonly angle: number;
}

/** An ellipse. */
export interface EllipseRegion {
  readonly kind: "ellipse";
  readonly center: SkyPosition;
  /** Whole axis along the direction `angle` [deg]. */
  readonly width: number;
  /** Whole axis across it [deg]. */
  readonly height: number;
  /** Direction of the width [deg], counter-clockwise from the longitude axis on a map with north up. */
  readonly angle: number;
}

/** A polygon, closed from the last vertex to the first; where sides cross, what lies inside an even number of times is outside. */
export interface PolygonRegion {
  readonly kind: "polygon";
  /** At least three. */
  readonly vertices: readonly SkyPosition[];
}

/** One direction: on an image, the pixel that holds it. */
export interface PointRegion {
  readonly kind: "point";
  readonly center: SkyPosition;
}

/** Two shapes of one center and angle, of which the inner one is cut out. */
interface HollowRegion {
  readonly center: SkyPosition;
  /** Side or whole axis of the inner shape along the direction `angle` [deg]. */
  readonly innerWidth: number;
  /** Side or whole axis of the inner shape across it [deg]. */
  readonly innerHeight: number;
  /** [deg]. */
  readonly outerWidth: number;
  /** [deg]. */
  readonly outerHeight: number;
  /** Direction of the widths [deg], counter-clockwise from the longitude axis on a map with north up. */
  readonly angle: number;
}

/** The points between two ellipses. */
export interface EllipticalAnnulusRegion extends HollowRegion {
  readonly kind: "elliptical-annulus";
}

/** The points between two rectangles, the rim of the inner one included. */
export interface RectangularAnnulusRegion extends HollowRegion {
  readonly kind: "rectangular-annulus";
}

/** A line, to be drawn: no point lies inside. */
export interface LineRegion {
  readonly kind: "line";
  readonly start: SkyPosition;
  readonly end: SkyPosition;
}

/** How two regions are combined: in either, in both, in the first alone, in one alone. */
export type RegionOperator = "union" | "intersection" | "difference" | "xor";

/** What two regions make together. */
export interface CompoundRegion {
  readonly kind: "compound";
  readonly operator: RegionOperator;
  readonly a: Region;
  readonly b: Region;
}

/** What lies in at least one of several regions; nothing counts twice. */
export interface UnionRegion {
  readonly kind: "union";
  readonly regions: readonly Region[];
}

/** A part of the sky, meant in the pixel plane of a coordinate system. */
export type Region =
  | CircleRegion
  | AnnulusRegion
  | RectangleRegion
  | EllipseRegion
  | PolygonRegion
  | PointRegion
  | EllipticalAnnulusRegion
  | RectangularAnnulusRegion
  | LineRegion
  | UnionRegion
  | CompoundRegion;

/**
 * The region itself, where it is a circle. Throws "invalid-input" for any other kind and for none, saying that `what` needs a circle:
 * `requireCircle(region, "The reflected-regions maker")`.
 */
export function requireCircle(region: Region | undefined, what: string): CircleRegion {
  if (region?.kind === "circle") return region;
  if (region === undefined) throw new GammakitError("invalid-input", `${what} needs a circle, and there is no region.`);
  throw new GammakitError("invalid-input", `${what} needs a circle, and the region is of kind "${region.kind}".`, {
    kind: region.kind,
  });
}

/** The region that `what` needs. Throws "invalid-input" where a dataset has none: one that comes from a file may not say. */
export function requireRegion(region: Region | undefined, what: string): Region {
  if (region !== undefined) return region;
  throw new GammakitError("invalid-input", `${what} needs a region, and the dataset has none.`);
}
