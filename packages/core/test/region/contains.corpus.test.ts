import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { boundingBox } from "../../src/region/bounding-box.ts";
import { compilePixelRegion } from "../../src/region/compile-pixel-region.ts";
import { type PixelRegion, toPixelRegion } from "../../src/region/pixel-region.ts";
import type { Region } from "../../src/region/region.ts";
import { regionArea } from "../../src/region/region-area.ts";
import type { Frame } from "../../src/sky/position.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { wcsFromHeader } from "../../src/wcs/wcs-header.ts";

type Point = readonly [number, number];

/** Shapes have more fields than these; which ones depends on the shape. */
interface Shape {
  readonly shape: string;
  readonly center: Point;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
  readonly inner_radius: number;
  readonly outer_radius: number;
  readonly vertices: readonly Point[];
  readonly points: readonly Point[];
  readonly contains: readonly boolean[];
}

interface Corpus {
  readonly pixel: readonly (Shape & {
    readonly name?: string;
    readonly area: number;
    readonly bounding_box?: Readonly<Record<"ixmin" | "ixmax" | "iymin" | "iymax", number>>;
  })[];
  readonly sky: readonly (Shape & {
    readonly frame: Frame;
    readonly wcs_header: Readonly<Record<string, string | number>>;
    readonly wcs_shape: Point;
    readonly pixel_region: Readonly<Record<string, number>> & { readonly center: Point };
  })[];
}

/** Shapes that are no kind of region here: elliptical and rectangular annuli, lines, intersections and differences. */
const others = new Set([
  "EllipseAnnulusPixelRegion",
  "RectangleAnnulusPixelRegion",
  "LinePixelRegion",
  "Compound",
  "ellipse_annulus",
]);

function pixelRegionOf(shape: Shape): PixelRegion {
  if (shape.shape === "PolygonPixelRegion") {
    const [x, y] = [0, 1].map((axis) => Float64Array.from(shape.vertices, (vertex) => vertex[axis]));
    return { kind: "polygon", x, y };
  }
  const [x, y] = shape.center;
  const { radius, width, height, angle, inner_radius: innerRadius, outer_radius: outerRadius } = shape;
  if (shape.shape === "CirclePixelRegion") return { kind: "circle", x, y, radius };
  if (shape.shape === "CircleAnnulusPixelRegion") return { kind: "annulus", x, y, innerRadius, outerRadius };
  return { kind: shape.shape === "EllipsePixelRegion" ? "ellipse" : "rectangle", x, y, width, height, angle };
}

function skyRegionOf(shape: Corpus["sky"][number]): Region {
  const center = { frame: shape.frame, lon: shape.center[0], lat: shape.center[1] };
  const { radius, width, height, angle, inner_radius: innerRadius, outer_radius: outerRadius } = shape;
  if (shape.shape === "circle") return { kind: "circle", center, radius };
  if (shape.shape === "annulus") return { kind: "annulus", center, innerRadius, outerRadius };
  return { kind: "ellipse", center, width, height, angle };
}

describeWith(["GAMMAKIT_CORPORA"], "regions judged by astropy regions", async () => {
  test("every point of every pixel shape, areas and bounding boxes", async () => {
    const corpus = await readJson<Corpus>("GAMMAKIT_CORPORA", "regions/contains.json");
    let points = 0;
    for (const shape of corpus.pixel) {
      if (others.has(shape.shape)) continue;
      const region = pixelRegionOf(shape);
      const isInside = compilePixelRegion(region);
      const wrong = shape.points.filter(([x, y], k) => isInside(x, y) !== shape.contains[k]);
      expect(wrong, `${shape.shape} ${shape.name ?? shape.angle}`).toEqual([]);
      expect(Math.abs(regionArea(region) - shape.area)).toBeLessThanOrEqual(1e-12 * shape.area);
      if (shape.bounding_box) {
        const { ixmin, ixmax, iymin, iymax } = shape.bounding_box;
        expect(boundingBox(region)).toEqual({ xMin: ixmin, xMax: ixmax, yMin: iymin, yMax: iymax });
      }
      points += shape.points.length;
    }
    expect(points).toBeGreaterThan(700);
  });

  test("every sky shape: its pixel region, the pixels inside, and every point", async () => {
    const corpus = await readJson<Corpus>("GAMMAKIT_CORPORA", "regions/contains.json");
    let shapes = 0;
    for (const shape of corpus.sky) {
      if (others.has(shape.shape)) continue;
      const wcs = compileWcs(wcsFromHeader((keyword) => shape.wcs_header[keyword]));
      const region = toPixelRegion(skyRegionOf(shape), wcs);
      const label = `${shape.shape} ${shape.center}`;
      if (region.kind === "polygon" || region.kind === "union") throw new Error(label);
      const expected = Object.entries(shape.pixel_region).filter(
        (entry): entry is [string, number] => entry[0] !== "center",
      );
      for (const [key, value] of expected) {
        const name = key.replace(/_r/, "R");
        const own = (region as unknown as Readonly<Record<string, number>>)[name];
        // The step of 1″ leaves the scale nine digits.
        expect(Math.abs(own - value), `${label} ${key}`).toBeLessThanOrEqual(3e-9 * Math.abs(value));
      }
      expect(region.x).toBeCloseTo(shape.pixel_region.center[0], 9);
      expect(region.y).toBeCloseTo(shape.pixel_region.center[1], 9);
      const isInside = compilePixelRegion(region);
      let inside = 0;
      for (let k = 0; k < shape.wcs_shape[0] * shape.wcs_shape[1]; k++) {
        if (isInside(k % shape.wcs_shape[1], Math.floor(k / shape.wcs_shape[1]))) inside++;
      }
      const counted = Object.entries(shape).find(([key]) => key.startsWith("n_pixel_"))?.[1];
      expect(inside, label).toBe(counted);
      const xy = new Float64Array(2);
      shape.points.forEach(([lon, lat], k) => {
        wcs.toPixel(lon, lat, xy);
        expect(isInside(xy[0], xy[1]), `${label}: ${lon}, ${lat}`).toBe(shape.contains[k]);
      });
      shapes++;
    }
    expect(shapes).toBeGreaterThanOrEqual(12);
  });
});
