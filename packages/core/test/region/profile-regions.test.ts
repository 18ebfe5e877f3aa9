import { describe, expect, test } from "vitest";
import { compilePixelRegion } from "../../src/region/compile-pixel-region.ts";
import { toPixelRegion } from "../../src/region/pixel-region.ts";
import { profileGeometries } from "../../src/region/profile-geometries.ts";
import { concentricAnnuli, rectanglesAlong } from "../../src/region/profile-regions.ts";
import { regionSolidAngle } from "../../src/region/region-area.ts";
import { toFrame } from "../../src/sky/frames.ts";
import type { SkyPosition } from "../../src/sky/position.ts";
import { positionAngle, separation } from "../../src/sky/separation.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";

const galactic = (lon: number, lat: number): SkyPosition => ({ frame: "galactic", lon, lat });
const [start, end] = [galactic(10, 0), galactic(350, 0)];
const cube = createWcs({ center: galactic(0, 0), binSize: 0.05, shape: [400, 200] });

describe("rectangles along a line in the projection", () => {
  const profile = rectanglesAlong({ start, end, height: 3, count: 51, wcs: cube });

  test("51 across the Galactic center: centers and sizes of the reference, in degrees and in pixels", () => {
    expect(profile.regions).toHaveLength(51);
    const [first] = profile.regions;
    expect(Math.abs(first.center.lon - 9.803921568627452)).toBeLessThan(1e-12);
    expect(Math.abs(first.width - 0.39215686274509803)).toBeLessThan(1e-12);
    expect(first).toMatchObject({ height: 3, angle: 0 });
    const pixel = toPixelRegion(first, compileWcs(cube));
    if (pixel.kind !== "rectangle") throw new Error(pixel.kind);
    expect(Math.abs(pixel.x - 3.4215686274509665)).toBeLessThan(1e-10);
    expect(Math.abs(pixel.y - 99.5)).toBeLessThan(1e-10);
    expect(Math.abs(pixel.width - 7.843137254908201)).toBeLessThan(1e-8);
    expect(Math.abs(pixel.height - 60.00000000004775)).toBeLessThan(1e-8);
    expect(Math.abs(profile.regions[10].center.lon - 5.882352941)).toBeLessThan(1e-9);
  });

  test("edges along the profile are the rectangles' own, the first center being at 0", () => {
    for (let k = 0; k < 51; k++) {
      expect(profile.xRef[k]).toBeCloseTo((20 * k) / 51, 12);
      expect(profile.xMin[k]).toBeCloseTo((20 * (k - 0.5)) / 51, 12);
      expect(profile.xMax[k]).toBeCloseTo((20 * (k + 0.5)) / 51, 12);
    }
  });

  test("start and end may be in another frame than the map", () => {
    const options = { start: toFrame(start, "icrs"), end: toFrame(end, "icrs"), height: 3, count: 51, wcs: cube };
    rectanglesAlong(options).regions.forEach(({ center, angle }, k) => {
      expect(center.frame).toBe("galactic");
      const { lon, lat } = profile.regions[k].center;
      expect(separation(center.lon, center.lat, lon, lat)).toBeLessThan(1e-10);
      expect(Math.abs(angle)).toBeLessThan(1e-9);
    });
  });

  test("an oblique line near the reference point of a tangent plane is tiled", () => {
    const wcs = createWcs({ center: galactic(30, 50), projection: "TAN", binSize: 0.01, shape: [300, 300] });
    const { regions } = rectanglesAlong({
      start: galactic(31, 49.5),
      end: galactic(29, 50.4),
      height: 0.5,
      count: 7,
      wcs,
    });
    const tests = regions.map((region) => compilePixelRegion(toPixelRegion(region, compileWcs(wcs))));
    let [once, twice] = [0, 0];
    for (let k = 0; k < 300 * 300; k++) {
      const n = tests.filter((isInside) => isInside(k % 300, Math.floor(k / 300))).length;
      if (n === 1) once++;
      if (n > 1) twice++;
    }
    expect(once).toBeGreaterThan(7000);
    expect(twice / once).toBeLessThan(0.02);
  });
});

describe("rectangles along a great circle", () => {
  const options = {
    start: galactic(10, 60),
    end: galactic(80, 70),
    height: 1,
    count: 12,
    path: "great-circle",
  } as const;

  test("centers lie on it at equal distances, and each rectangle points back to the start", () => {
    const { regions, xRef, xMax } = rectanglesAlong(options);
    const length = separation(10, 60, 80, 70);
    regions.forEach(({ center: { lon, lat }, width, angle }, k) => {
      expect(separation(10, 60, lon, lat)).toBeCloseTo((length * (k + 0.5)) / 12, 10);
      expect(separation(10, 60, lon, lat) + separation(lon, lat, 80, 70)).toBeCloseTo(length, 10);
      expect(angle).toBeCloseTo(positionAngle(lon, lat, 10, 60) - 90, 10);
      expect(width).toBeCloseTo(length / 12, 12);
    });
    expect(xRef[11]).toBeCloseTo((length * 11) / 12, 10);
    expect(xMax[0]).toBeCloseTo(length / 24, 12);
  });

  test("along the equator it is the line in the plate carrée", () => {
    const flat = rectanglesAlong({ start, end, height: 3, count: 51, wcs: cube });
    const great = rectanglesAlong({ start, end, height: 3, count: 51, wcs: cube, path: "great-circle" });
    great.regions.forEach(({ center, angle }, k) => {
      const { lon, lat } = flat.regions[k].center;
      expect(separation(center.lon, center.lat, lon, lat)).toBeLessThan(1e-10);
      expect(angle).toBeCloseTo(0, 10);
    });
  });
});

test("rings: radii of the reference, which counts edges where we count rings", () => {
  const { regions, xMin, xMax, xRef } = concentricAnnuli({ center: start, radiusMin: 1e-5, radiusMax: 1.5, count: 10 });
  const expected = [
    1e-5, 0.150009, 0.300008, 0.450007, 0.600006, 0.750005, 0.900004, 1.050003, 1.200002, 1.350001, 1.5,
  ];
  expect(regions).toHaveLength(10);
  regions.forEach(({ innerRadius, outerRadius }, k) => {
    expect(innerRadius).toBeCloseTo(expected[k], 14);
    expect(outerRadius).toBeCloseTo(expected[k + 1], 14);
    expect([xMin[k], xMax[k]]).toEqual([innerRadius, outerRadius]);
    expect(xRef[k]).toBeCloseTo((expected[k] + expected[k + 1]) / 2, 14);
  });
});

test.each<readonly [string, () => unknown, RegExp]>([
  ["no rectangle", () => rectanglesAlong({ start, end, height: 3, count: 0, wcs: cube }), /number of rectangles is 0/],
  [
    "no position",
    () => rectanglesAlong({ start, end: { ...end, lon: Number.NaN }, height: 3, count: 5 }),
    /coordinate/,
  ],
  ["half a rectangle", () => rectanglesAlong({ start, end, height: 3, count: 1.5, wcs: cube }), /whole number/],
  ["a negative height", () => rectanglesAlong({ start, end, height: -3, count: 5, wcs: cube }), /height is -3°/],
  ["no height", () => rectanglesAlong({ start, end, height: Number.NaN, count: 5, wcs: cube }), /height is NaN°/],
  ["no line", () => rectanglesAlong({ start, end: start, height: 3, count: 5, wcs: cube }), /the same/],
  ["no coordinate system", () => rectanglesAlong({ start, end, height: 3, count: 5 }), /give `wcs`/],
  [
    "a line the long way round the sky",
    () => rectanglesAlong({ start: galactic(170, 0), end: galactic(190, 0), height: 3, count: 9, wcs: cube }),
    /goes around the sky/,
  ],
  [
    "opposite ends",
    () => rectanglesAlong({ start, end: galactic(190, 0), height: 3, count: 9, path: "great-circle" }),
    /opposite/,
  ],
  ["no ring", () => concentricAnnuli({ center: start, radiusMax: 1, count: 0 }), /number of rings is 0/],
  ["rings inside out", () => concentricAnnuli({ center: start, radiusMin: 2, radiusMax: 1, count: 3 }), /inner/],
  ["a center that is nowhere", () => concentricAnnuli({ center: galactic(0, 95), radiusMax: 1, count: 3 }), /95°/],
])("%s is refused in words", (_, make, message) => {
  expect(make).toThrow(message);
});

test("each region lies where it was laid, with the solid angle that it has on the map", () => {
  const laid = concentricAnnuli({ center: galactic(0, 0), radiusMax: 3, count: 3 });
  const geometries = profileGeometries(laid, cube);
  expect(geometries.map(({ region }) => region)).toEqual(laid.regions);
  expect(geometries.map(({ xMin, xRef, xMax }) => [xMin, xRef, xMax])[1]).toEqual([1, 1.5, 2]);
  expect(geometries[2].solidAngle).toBe(regionSolidAngle(laid.regions[2], cube));
});
