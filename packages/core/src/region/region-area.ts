import { pow } from "../numeric/repeatable/exponential.ts";
import { cos, hypot, sin } from "../numeric/repeatable/trigonometry.ts";
import { compileWcs } from "../wcs/compile-wcs.ts";
import type { CompiledWcs, Wcs } from "../wcs/wcs.ts";
import { boundingBox, pixelExtent } from "./bounding-box.ts";
import { compilePixelRegion } from "./compile-pixel-region.ts";
import { innerOf, outerOf } from "./hollow.ts";
import { boxesOverlap } from "./overlap.ts";
import { type PixelRegion, toPixelRegion } from "./pixel-region.ts";
import type { Region } from "./region.ts";
import { turnOf } from "./turn-of.ts";

/**
 * Area of a region in the pixel plane [pixel²]. That of a polygon whose sides cross counts what runs clockwise as negative;
 * that of overlapping parts of a union, and of a compound, is counted on ten times finer pixels; a point or line has none.
 */
export function regionArea(region: PixelRegion): number {
  switch (region.kind) {
    case "circle":
      return Math.PI * pow(region.radius, 2);
    case "annulus":
      return Math.PI * (pow(region.outerRadius, 2) - pow(region.innerRadius, 2));
    case "rectangle":
      return region.width * region.height;
    case "ellipse":
      return (Math.PI * region.width * region.height) / 4;
    case "polygon":
      return shoelace(region.x, region.y);
    case "elliptical-annulus":
    case "rectangular-annulus":
      return regionArea(outerOf(region)) - regionArea(innerOf(region));
    case "point":
    case "line":
      return 0;
    case "compound":
      return countFine(region);
    case "union":
      if (apart(region.regions)) return region.regions.reduce((sum, part) => sum + regionArea(part), 0);
      return countFine(region);
  }
}

/**
 * Solid angle [sr] of the part of the sky that a region covers: its area in the pixel plane times the mean size of a pixel
 * there. Away from the reference point of a projection this is not what the sizes of the region say, but it is where its pixels
 * are. What lies beyond the edge of the sky has none. Throws as `toPixelRegion`.
 */
export function regionSolidAngle(region: Region, wcs: Wcs): number {
  const compiled = compileWcs(wcs);
  return pixelRegionSolidAngle(toPixelRegion(region, compiled), compiled);
}

function pixelRegionSolidAngle(region: PixelRegion, wcs: CompiledWcs): number {
  if (region.kind === "point" || region.kind === "line") return 0;
  if (region.kind === "elliptical-annulus" || region.kind === "rectangular-annulus") {
    return pixelRegionSolidAngle(outerOf(region), wcs) - pixelRegionSolidAngle(innerOf(region), wcs);
  }
  if (region.kind === "union" && apart(region.regions)) {
    return region.regions.reduce((sum, part) => sum + pixelRegionSolidAngle(part, wcs), 0);
  }
  const area = regionArea(region);
  if (area === 0) return 0;
  const jacobian = compileJacobian(wcs);
  const place = compilePlacement(region);
  // Between few places a thin region may lie unseen.
  const mean =
    meanOver(rulesFor(region), place, jacobian) ?? meanOver([midpoints(384), midpoints(384)], place, jacobian);
  if (mean !== undefined) return area * mean;
  const { left, right, bottom, top } = pixelExtent(region);
  return area * jacobian((left + right) / 2, (bottom + top) / 2);
}

/** Mean of a function over the places of rules that are places of a region; undefined where none is. */
function meanOver(
  [along, across]: readonly [Rule, Rule],
  place: (s: number, t: number, out: Float64Array) => boolean,
  value: (x: number, y: number) => number,
): number | undefined {
  const point = new Float64Array(2);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < along.places.length; i++) {
    for (let j = 0; j < across.places.length; j++) {
      if (!place(along.places[i], across.places[j], point)) continue;
      const weight = along.weights[i] * across.weights[j];
      sum += weight * value(point[0], point[1]);
      total += weight;
    }
  }
  return total === 0 ? undefined : sum / total;
}

/** Places in [0, 1] at which the size of a pixel is taken, and their weights. */
interface Rule {
  readonly places: readonly number[];
  readonly weights: readonly number[];
}

/** Abramowitz & Stegun (1964), Table 25.4, n = 4, on [0, 1]. */
const gaussLegendre: Rule = {
  places: [0.0694318442029737, 0.3300094782075719, 0.6699905217924281, 0.9305681557970263],
  weights: [0.1739274225687269, 0.3260725774312731, 0.3260725774312731, 0.1739274225687269],
};

function midpoints(n: number): Rule {
  const places = Array.from({ length: n }, (_, k) => (k + 0.5) / n);
  return { places, weights: places.map(() => 1 / n) };
}

/** Few places where they follow the shape, many where only those inside of it count. */
function rulesFor(region: PixelRegion): readonly [Rule, Rule] {
  if (region.kind === "rectangle") return [gaussLegendre, gaussLegendre];
  return isOriented(region) ? [gaussLegendre, midpoints(12)] : [midpoints(24), midpoints(24)];
}

/** A function that spreads the unit square evenly over the region, or over its box, where it tells whether the point is inside. */
function compilePlacement(region: PixelRegion): (s: number, t: number, out: Float64Array) => boolean {
  const { left, right, bottom, top } = pixelExtent(region);
  if (!isOriented(region)) {
    const isInside = compilePixelRegion(region);
    return (s, t, out) => {
      out[0] = left + s * (right - left);
      out[1] = bottom + t * (top - bottom);
      return isInside(out[0], out[1]);
    };
  }
  const round = region.kind !== "rectangle";
  const { width, height, angle, hole } = asEllipse(region);
  const [cosine, sine] = turnOf(angle);
  return (s, t, out) => {
    const rho = 0.5 * Math.sqrt(hole + (1 - hole) * s);
    const u = width * (round ? rho * cos(2 * Math.PI * t) : s - 0.5);
    const v = height * (round ? rho * sin(2 * Math.PI * t) : t - 0.5);
    out[0] = region.x + cosine * u - sine * v;
    out[1] = region.y + sine * u + cosine * v;
    return true;
  };
}

type Oriented = Extract<PixelRegion, { readonly kind: "circle" | "annulus" | "rectangle" | "ellipse" }>;

function isOriented(region: PixelRegion): region is Oriented {
  const { kind } = region;
  return kind === "circle" || kind === "annulus" || kind === "rectangle" || kind === "ellipse";
}

/** Axes, angle, and the fraction of the area that the hole takes. */
function asEllipse(region: Oriented): { width: number; height: number; angle: number; hole: number } {
  if (region.kind === "circle") return { width: 2 * region.radius, height: 2 * region.radius, angle: 0, hole: 0 };
  if (region.kind === "annulus") {
    const { innerRadius, outerRadius } = region;
    return { width: 2 * outerRadius, height: 2 * outerRadius, angle: 0, hole: pow(innerRadius / outerRadius, 2) };
  }
  return { width: region.width, height: region.height, angle: region.angle, hole: 0 };
}

/** Solid angle per area of the pixel plane [sr pixel-2] at a pixel position, from unit vectors a small step around it. */
function compileJacobian(wcs: CompiledWcs): (x: number, y: number) => number {
  const step = 0.01;
  const sky = new Float64Array(2);
  const corner = new Float64Array(12);
  const write = (x: number, y: number, at: number): boolean => {
    if (!wcs.toSky(x, y, sky)) return false;
    const lon = (sky[0] * Math.PI) / 180;
    const lat = (sky[1] * Math.PI) / 180;
    const cosLat = cos(lat);
    corner[at] = cosLat * cos(lon);
    corner[at + 1] = cosLat * sin(lon);
    corner[at + 2] = sin(lat);
    return true;
  };
  /** Of the differences of both pairs of corners: a component of their cross product. */
  const minor = (i: number, j: number): number =>
    (corner[i] - corner[i + 3]) * (corner[j + 6] - corner[j + 9]) -
    (corner[j] - corner[j + 3]) * (corner[i + 6] - corner[i + 9]);
  return (x, y) => {
    const onSky = write(x + step, y, 0) && write(x - step, y, 3) && write(x, y + step, 6) && write(x, y - step, 9);
    if (!onSky) return 0;
    return hypot(hypot(minor(1, 2), minor(2, 0)), minor(0, 1)) / (4 * step * step);
  };
}

function shoelace(x: Float64Array, y: Float64Array): number {
  let twice = 0;
  for (let i = 0, j = x.length - 1; i < x.length; j = i++) twice += x[j] * y[i] - x[i] * y[j];
  return Math.abs(twice) / 2;
}

/** Whether no two boxes of the parts touch, so that areas add. */
function apart(parts: readonly PixelRegion[]): boolean {
  const boxes = parts.map(boundingBox);
  return boxes.every((box, i) => boxes.slice(i + 1).every((other) => !boxesOverlap(box, other)));
}

/** Area from the centers of ten times finer pixels, or fewer on a large region. */
function countFine(region: PixelRegion): number {
  const box = boundingBox(region);
  const isInside = compilePixelRegion(region);
  const [width, height] = [box.xMax - box.xMin, box.yMax - box.yMin];
  const fine = Math.min(10, Math.sqrt(4e6 / (width * height)));
  const [nx, ny] = [Math.ceil(width * fine), Math.ceil(height * fine)];
  let n = 0;
  for (let j = 0; j < ny; j++) {
    const y = box.yMin - 0.5 + ((j + 0.5) * height) / ny;
    for (let i = 0; i < nx; i++) if (isInside(box.xMin - 0.5 + ((i + 0.5) * width) / nx, y)) n++;
  }
  return (n * width * height) / (nx * ny);
}
