import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundingBox } from "../../src/region/bounding-box.ts";
import { compilePixelRegion } from "../../src/region/compile-pixel-region.ts";
import { overlapFraction } from "../../src/region/overlap.ts";
import { toPixelRegion, toSkyRegion } from "../../src/region/pixel-region.ts";
import { rectanglesAlong } from "../../src/region/profile-regions.ts";
import { type Region, type RegionOperator, requireCircle } from "../../src/region/region.ts";
import { regionArea, regionSolidAngle } from "../../src/region/region-area.ts";
import { regionCenter } from "../../src/region/region-center.ts";
import { separationBetween, toFrame } from "../../src/sky/frames.ts";
import type { Frame, SkyPosition } from "../../src/sky/position.ts";
import { separation } from "../../src/sky/separation.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";

const galactic = (lon: number, lat: number): SkyPosition => ({ frame: "galactic", lon, lat });
const center = galactic(0, 0);
const cube = createWcs({ center, binSize: 0.05, shape: [400, 200] });
const compiled = compileWcs(cube);

/** Regions of every kind near the center of a map. */
function regionsNear(frame: Frame, lon0: number, lat0: number): fc.Arbitrary<Region> {
  const size = fc.double({ min: 0.1, max: 2, noNaN: true });
  const angle = fc.double({ min: -180, max: 180, noNaN: true });
  const position = fc
    .tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }))
    .map(([dx, dy]): SkyPosition => ({ frame, lon: lon0 + dx, lat: lat0 + dy }));
  const shape = fc.constantFrom("rectangle" as const, "ellipse" as const);
  const hollow = fc.constantFrom("rectangular-annulus" as const, "elliptical-annulus" as const);
  const operator = fc.constantFrom("union" as const, "intersection" as const, "difference" as const, "xor" as const);
  const circle = fc.record({ kind: fc.constant("circle" as const), center: position, radius: size });
  return fc.oneof(
    fc.tuple(hollow, position, size, size, size, size, angle).map(([kind, at, a, b, c, d, turn]): Region => {
      const sizes = { innerWidth: a, innerHeight: b, outerWidth: a + c, outerHeight: b + d };
      return { kind, center: at, ...sizes, angle: turn };
    }),
    fc.record({ kind: fc.constant("line" as const), start: position, end: position }),
    fc.record({ kind: fc.constant("compound" as const), operator, a: circle, b: circle }),
    fc.record({ kind: fc.constant("circle" as const), center: position, radius: size }),
    fc
      .tuple(position, size, size)
      .map(([at, a, b]): Region => ({ kind: "annulus", center: at, innerRadius: a, outerRadius: a + b })),
    fc.record({ kind: shape, center: position, width: size, height: size, angle }),
    fc.record({ kind: fc.constant("polygon" as const), vertices: fc.array(position, { minLength: 3, maxLength: 6 }) }),
    fc.record({ kind: fc.constant("point" as const), center: position }),
  );
}

/** Sizes to six digits, which the step of 1″ leaves; places to eight. */
function expectClose(again: object, before: object): void {
  for (const [key, value] of Object.entries(before)) {
    const other = (again as Readonly<Record<string, unknown>>)[key];
    if (typeof value === "number") expect(other).toBeCloseTo(value, 6);
    else if (value instanceof Float64Array) {
      for (let i = 0; i < value.length; i++) expect((other as Float64Array)[i]).toBeCloseTo(value[i], 8);
    } else if (typeof value === "object") expectClose(other as object, value);
    else expect(other).toBe(value);
  }
}

test("a region to pixels, to the sky and to pixels again is the same region", () => {
  for (const projection of ["CAR", "TAN"]) {
    const wcs = compileWcs(createWcs({ center: galactic(30, 0), projection, binSize: 0.05, shape: [80, 80] }));
    fc.assert(
      fc.property(fc.array(regionsNear("galactic", 30, 0), { minLength: 1, maxLength: 3 }), (regions) => {
        const there = toPixelRegion({ kind: "union", regions }, wcs);
        const again = toPixelRegion(toSkyRegion(there, wcs), wcs);
        if (there.kind !== "union" || again.kind !== "union") throw new Error("a union stays one");
        there.regions.forEach((part, k) => {
          expectClose(again.regions[k], part);
        });
      }),
      { seed: 11, numRuns: 40 },
    );
  }
});

test("the box of a region holds every pixel inside it", () => {
  fc.assert(
    fc.property(regionsNear("galactic", 0, 0), (region) => {
      const plane = toPixelRegion(region, compiled);
      const box = boundingBox(plane);
      const isInside = compilePixelRegion(plane);
      for (let k = 0; k < 80000; k += 7) {
        const [x, y] = [k % 400, Math.floor(k / 400)];
        if (isInside(x, y)) {
          expect(x >= box.xMin && x < box.xMax && y >= box.yMin && y < box.yMax).toBe(true);
        }
      }
    }),
    { seed: 12, numRuns: 20 },
  );
});

test("the angle of a region counts in the frame in which it is written", () => {
  const [lon, lat] = [1, 1];
  const wide = (at: SkyPosition): Region => ({ kind: "rectangle", center: at, width: 2, height: 0.1, angle: 0 });
  const own = toPixelRegion(wide(galactic(lon, lat)), compiled);
  const turned = toPixelRegion(wide(toFrame(galactic(lon, lat), "icrs")), compiled);
  if (own.kind !== "rectangle" || turned.kind !== "rectangle") throw new Error("a rectangle stays one");
  expect(own.angle).toBeCloseTo(0, 9);
  // Near the Galactic center, north is 58.6° from galactic north.
  expect(Math.abs(turned.angle)).toBeGreaterThan(55);
  expect(Math.abs(turned.angle)).toBeLessThan(62);
  expect(turned.x).toBeCloseTo(own.x, 9);
});

describe("solid angles", () => {
  test("of the reference's ON region, which Gammapy takes as flat", () => {
    const target: SkyPosition = { frame: "icrs", lon: 329.71693826, lat: -30.225589 };
    const wcs = createWcs({ center: target, projection: "TAN", binSize: 0.1, shape: [4, 4] });
    const circle: Region = { kind: "circle", center: target, radius: 0.11 };
    const flat = 1.1579504564355785e-5;
    const degrees = regionArea(toPixelRegion(circle, compileWcs(wcs))) * 0.01;
    expect(Math.abs((degrees * (Math.PI / 180) ** 2) / flat - 1)).toBeLessThan(1e-9);
    // The tangent plane is stretched by cos⁻³: on average over the circle by 3 r² / 4.
    const stretch = 0.75 * ((0.11 * Math.PI) / 180) ** 2;
    expect(Math.abs(regionSolidAngle(circle, wcs) / (flat * (1 - stretch)) - 1)).toBeLessThan(1e-9);
  });

  test("of a rectangle in the plate carrée is that of the zone it covers", () => {
    for (const lat of [0, 45, -70]) {
      const region: Region = { kind: "rectangle", center: galactic(0, lat), width: 2, height: 3, angle: 0 };
      const [top, bottom] = [lat + 1.5, lat - 1.5].map((b) => Math.sin((b * Math.PI) / 180));
      const expected = ((2 * Math.PI) / 180) * (top - bottom);
      expect(Math.abs(regionSolidAngle(region, cube) / expected - 1)).toBeLessThan(1e-8);
    }
  });

  test("of rings adds up to that of the disk, and of parts apart to that of their union", () => {
    const ring = (innerRadius: number, outerRadius: number): Region => ({
      kind: "annulus",
      center,
      innerRadius,
      outerRadius,
    });
    const parts = [ring(0, 0.5), ring(0.5, 1), ring(1, 2)].reduce((sum, r) => sum + regionSolidAngle(r, cube), 0);
    expect(parts).toBeCloseTo(regionSolidAngle({ kind: "circle", center, radius: 2 }, cube), 8);
    const circles = [-5, 5].map((lon): Region => ({ kind: "circle", center: galactic(lon, 0), radius: 1 }));
    const sum = circles.reduce((total, circle) => total + regionSolidAngle(circle, cube), 0);
    expect(regionSolidAngle({ kind: "union", regions: circles }, cube)).toBeCloseTo(sum, 15);
    const twice = regionSolidAngle({ kind: "union", regions: [circles[0], circles[0]] }, cube);
    expect(Math.abs(twice / (sum / 2) - 1)).toBeLessThan(2e-3);
    expect(regionSolidAngle({ kind: "point", center }, cube)).toBe(0);
    expect(regionSolidAngle({ kind: "line", start: center, end: galactic(1, 1) }, cube)).toBe(0);
  });

  test("of a thin compound is that of the ring it is, and of an empty one 0", () => {
    const wcs = createWcs({ center, projection: "TAN", binSize: 0.02, shape: [300, 300] });
    const circle = (radius: number): Region => ({ kind: "circle", center, radius });
    for (const width of [0.5, 0.05, 0.02, 0.01]) {
      const [a, b] = [circle(2), circle(2 - width)];
      const thin = regionSolidAngle({ kind: "compound", operator: "difference", a, b }, wcs);
      const ring = regionSolidAngle({ kind: "annulus", center, innerRadius: 2 - width, outerRadius: 2 }, wcs);
      // Its area is counted on pixels of 0.002°.
      expect(Math.abs(thin / ring - 1)).toBeLessThan(0.01);
    }
    const apart = { ...circle(1), center: galactic(3, 0) } as Region;
    expect(regionSolidAngle({ kind: "compound", operator: "intersection", a: circle(1), b: apart }, wcs)).toBe(0);
  });

  test("of a hollow shape is that of the outer one less that of the inner one", () => {
    const sizes = { innerWidth: 1, innerHeight: 0.5, outerWidth: 3, outerHeight: 2 };
    for (const [kind, full] of [
      ["elliptical-annulus", "ellipse"],
      ["rectangular-annulus", "rectangle"],
    ] as const) {
      const of = (width: number, height: number) =>
        regionSolidAngle({ kind: full, center, width, height, angle: 20 }, cube);
      const ring = regionSolidAngle({ kind, center, ...sizes, angle: 20 }, cube);
      expect(Math.abs(ring / (of(3, 2) - of(1, 0.5)) - 1)).toBeLessThan(1e-12);
    }
  });

  test("of compounds add up: either is both and each alone", () => {
    const [a, b] = [0, 1].map((lon): Region => ({ kind: "circle", center: galactic(lon, 0), radius: 1 }));
    const of = (operator: RegionOperator) => regionSolidAngle({ kind: "compound", operator, a, b }, cube);
    const one = regionSolidAngle(a, cube);
    // Two disks of radius 1 whose centers are 1 apart share 2π/3 − √3/2.
    const lens = one * ((2 * Math.PI) / 3 - Math.sqrt(3) / 2) * (1 / Math.PI);
    expect(Math.abs(of("intersection") / lens - 1)).toBeLessThan(5e-3);
    expect(Math.abs(of("union") / (2 * one - lens) - 1)).toBeLessThan(5e-3);
    expect(Math.abs(of("difference") / (one - lens) - 1)).toBeLessThan(5e-3);
    expect(Math.abs(of("xor") / (2 * (one - lens)) - 1)).toBeLessThan(5e-3);
  });
});

describe("overlap", () => {
  const square = (lon: number, width = 1): Region => ({
    kind: "rectangle",
    center: galactic(lon, 0),
    width,
    height: width,
    angle: 0,
  });

  test("is the covered fraction of the smaller region", () => {
    expect(overlapFraction(square(0), square(0.5), compiled)).toBeCloseTo(0.5, 12);
    expect(overlapFraction(square(0, 2), square(0.25), compiled)).toBe(1);
    expect(overlapFraction(square(0), square(1), compiled)).toBe(0);
    expect(overlapFraction(square(0), square(5), compiled)).toBe(0);
    const tiny: Region = { kind: "circle", center, radius: 0.01 };
    expect(overlapFraction(tiny, square(0), compiled)).toBe(1);
  });
});

test("the middle of a region, in the frame of its first position", () => {
  const circle = (lon: number): Region => ({ kind: "circle", center: galactic(lon, 10), radius: 1 });
  expect(regionCenter(circle(3))).toEqual(galactic(3, 10));
  const union = regionCenter({ kind: "union", regions: [circle(350), circle(10)] });
  expect(union.lon % 360).toBeCloseTo(0, 9);
  const polygon: Region = {
    kind: "polygon",
    vertices: [galactic(1, 1), galactic(359, 1), galactic(359, -1), galactic(1, -1)],
  };
  expect(separationBetween(regionCenter(polygon), center)).toBeLessThan(1e-9);
  const line: Region = { kind: "line", start: galactic(1, 1), end: galactic(359, -1) };
  expect(separationBetween(regionCenter(line), center)).toBeLessThan(1e-9);
  const compound = (operator: RegionOperator): Region => ({
    kind: "compound",
    operator,
    a: circle(350),
    b: circle(10),
  });
  expect(regionCenter(compound("difference"))).toEqual(galactic(350, 10));
  expect(
    separationBetween(
      regionCenter(compound("xor")),
      regionCenter({ kind: "union", regions: [circle(350), circle(10)] }),
    ),
  ).toBeLessThan(1e-9);
});

test("makers that need a circle say so", () => {
  const region: Region = { kind: "point", center };
  expect(() => requireCircle(region, "This maker")).toThrow(
    'This maker needs a circle, and the region is of kind "point"',
  );
});

const hollow: Region = {
  ...{ kind: "rectangular-annulus", center, innerWidth: 1, innerHeight: 1 },
  ...{ outerWidth: 2, outerHeight: 2, angle: 0 },
};

test("a region of regions may be deep, but not endless, and large, but not without bounds", () => {
  const nested = (depth: number): Region => {
    let region: Region = { kind: "circle", center, radius: 1 };
    for (let k = 0; k < depth; k++) region = { kind: "compound", operator: "xor", a: region, b: region };
    return region;
  };
  const chain = (depth: number): Region => {
    let region: Region = { kind: "circle", center, radius: 1 };
    for (let k = 0; k < depth; k++) region = { kind: "union", regions: [region] };
    return region;
  };
  expect(compilePixelRegion(toPixelRegion(nested(3), compiled))(199.5, 99.5)).toBe(false);
  expect(compilePixelRegion(toPixelRegion(chain(60), compiled))(199.5, 99.5)).toBe(true);
  expect(() => toPixelRegion(chain(65), compiled)).toThrow("deeper than 64 levels");
  expect(() => toPixelRegion(nested(40), compiled)).toThrow("more than 100000 parts");
});

test.each<readonly [string, Region, RegExp]>([
  ["a negative radius", { kind: "circle", center, radius: -1 }, /radius is -1°/],
  ["no radius", { kind: "circle", center, radius: Number.NaN }, /radius is NaN°/],
  ["a ring inside out", { kind: "annulus", center, innerRadius: 2, outerRadius: 1 }, /inner < outer/],
  ["no width", { kind: "ellipse", center, width: 0, height: 1, angle: 0 }, /width is 0°/],
  ["no angle", { kind: "rectangle", center, width: 1, height: 1, angle: Number.NaN }, /angle is NaN/],
  ["two vertices", { kind: "polygon", vertices: [center, center] }, /2 vertices/],
  ["a position that is none", { kind: "point", center: galactic(0, 91) }, /91°\) is not a position/],
  [
    "a hole that is too wide",
    { ...hollow, innerWidth: 2 },
    /hole measures 2° × 1° and it 2° × 2°; the hole must be smaller/,
  ],
  ["a hole that is none", { ...hollow, innerHeight: 0 }, /innerHeight is 0°/],
  ["a hole that is not a number", { ...hollow, angle: Number.NaN }, /angle is NaN/],
  [
    "an end that is none",
    { kind: "line", start: center, end: galactic(Number.NaN, 0) },
    /NaN°, 0°\) is not a position/,
  ],
  [
    "an operator that is none",
    { kind: "compound", operator: "nand" as never, a: hollow, b: hollow },
    /operator is "nand"/,
  ],
  [
    "a part that is none",
    { kind: "compound", operator: "xor", a: hollow, b: { ...hollow, outerWidth: -1 } },
    /outerWidth is -1°/,
  ],
  ["nothing", { kind: "union", regions: [] }, /no parts/],
  ["a kind that is none", { kind: "square" } as never, /"square" is no kind/],
])("a region with %s is refused in words", (_, region, message) => {
  expect(() => toPixelRegion(region, compiled)).toThrow(message);
});

test("a region on the far side of a tangent plane has no place in it", () => {
  const tangent = compileWcs(createWcs({ center, projection: "TAN", binSize: 1, shape: [4, 4] }));
  expect(() => toPixelRegion({ kind: "circle", center: galactic(180, 0), radius: 1 }, tangent)).toThrow("has no pixel");
});

test("the middle of a region's whole pixels is Gammapy's center_skydir: half a pixel beside the center of rectangle 10", () => {
  const { regions } = rectanglesAlong({
    start: galactic(10, 0),
    end: galactic(350, 0),
    height: 3,
    count: 51,
    wcs: cube,
  });
  const rectangle = regions[10];
  expect(Math.abs(rectangle.center.lon - 5.882352941)).toBeLessThan(1e-9);
  const { xMin, xMax, yMin, yMax } = boundingBox(toPixelRegion(rectangle, compiled));
  const sky = new Float64Array(2);
  compiled.toSky((xMin + xMax - 1) / 2, (yMin + yMax - 1) / 2, sky);
  expect(separation(sky[0], sky[1], 5.875, 0)).toBeLessThan(1e-12);
});

test("the middle of a region's whole pixels is its center in a coordinate system of its own", () => {
  const target: SkyPosition = { frame: "icrs", lon: 329.71693826, lat: -30.225589 };
  const own = compileWcs(createWcs({ center: target, projection: "TAN", binSize: 0.1, shape: [4, 4] }));
  const { xMin, xMax, yMin, yMax } = boundingBox(toPixelRegion({ kind: "circle", center: target, radius: 0.11 }, own));
  const sky = new Float64Array(2);
  own.toSky((xMin + xMax - 1) / 2, (yMin + yMax - 1) / 2, sky);
  expect(separation(sky[0], sky[1], target.lon, target.lat)).toBeLessThan(1e-13);
});
