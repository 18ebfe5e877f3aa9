import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisFromBounds } from "../../src/axis/axis.ts";
import { createMap } from "../../src/maps/create-map.ts";
import { findOverlaps, pixelsInRegion, pixelsInRegions } from "../../src/maps/region-pixels.ts";
import { regionAny, regionMean, regionSum } from "../../src/maps/region-sum.ts";
import { compilePixelRegion } from "../../src/region/compile-pixel-region.ts";
import { toPixelRegion } from "../../src/region/pixel-region.ts";
import { concentricAnnuli, rectanglesAlong } from "../../src/region/profile-regions.ts";
import type { Region } from "../../src/region/region.ts";
import type { SkyPosition } from "../../src/sky/position.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";

const galactic = (lon: number, lat: number): SkyPosition => ({ frame: "galactic", lon, lat });
const wcs = createWcs({ center: galactic(0, 0), binSize: 0.05, shape: [400, 200] });
const energy = axisFromBounds(0.01, 0.5, 3, { name: "energy", unit: "TeV", scale: "log" });
const rectangles = rectanglesAlong({ start: galactic(10, 0), end: galactic(350, 0), height: 3, count: 51, wcs });
const rings = concentricAnnuli({ center: galactic(0, 0), radiusMin: 1e-5, radiusMax: 1.5, count: 10 });

describe("pixels in a region", () => {
  test("columns, rows and numbers of pixels of the reference's rectangles", () => {
    const parts = pixelsInRegions(wcs, rectangles.regions);
    const columns = (k: number) => [...new Set(Array.from(parts[k].pixels, (p) => p % 400))];
    const rows = [...new Set(Array.from(parts[0].pixels, (p) => Math.floor(p / 400)))];
    expect(columns(0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(columns(1)).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
    expect(columns(2)[0]).toBe(16);
    expect(columns(3)).toEqual([24, 25, 26, 27, 28, 29, 30]);
    expect([rows[0], rows.at(-1), rows.length]).toEqual([70, 129, 60]);
    expect([parts[0], parts[3], parts[10]].map(({ pixels }) => pixels.length)).toEqual([480, 420, 480]);
    expect(parts.reduce((sum, { pixels }) => sum + pixels.length, 0)).toBe(400 * 60);
    expect(parts.every(({ fractionOutside }) => fractionOutside === 0)).toBe(true);
    expect(findOverlaps(parts)).toEqual([]);
  });

  test("numbers of pixels of the reference's rings, none of them in two", () => {
    const parts = pixelsInRegions(wcs, rings.regions);
    expect(parts.map(({ pixels }) => pixels.length)).toEqual([32, 80, 144, 192, 268, 304, 376, 408, 488, 536]);
    expect(findOverlaps(parts)).toEqual([]);
  });

  test("a region cut by the edge says how much of it is lost; one beside the image has no pixels", () => {
    const at = (lon: number): Region => ({
      kind: "rectangle",
      center: galactic(lon, 0),
      width: 1,
      height: 1,
      angle: 0,
    });
    expect(pixelsInRegion(wcs, at(10)).fractionOutside).toBeCloseTo(0.5, 12);
    expect(pixelsInRegion(wcs, at(10)).pixels).toHaveLength(10 * 20);
    expect(pixelsInRegion(wcs, at(20))).toMatchObject({ fractionOutside: 1, pixels: new Int32Array(0) });
    const tangent = createWcs({ center: galactic(0, 0), projection: "TAN", binSize: 0.05, shape: [40, 40] });
    expect(pixelsInRegion(tangent, at(180)).fractionOutside).toBe(1);
    const huge: Region = { kind: "circle", center: galactic(0, 0), radius: 80 };
    expect(pixelsInRegion(wcs, huge).pixels).toHaveLength(80000);
    expect(pixelsInRegion(wcs, huge).fractionOutside).toBeCloseTo(1 - 200 / (Math.PI * 80 ** 2), 3);
  });

  test.each([
    // Semiaxes of the ellipse that is the sky [deg]; Calabretta & Greisen (2002), Eqs. 94 and 95, 105 to 107.
    { projection: "AIT", a: (360 * Math.SQRT2) / Math.PI, b: (180 * Math.SQRT2) / Math.PI },
    { projection: "MOL", a: (360 * Math.SQRT2) / Math.PI, b: (180 * Math.SQRT2) / Math.PI },
    { projection: "ZEA", a: 360 / Math.PI, b: 360 / Math.PI },
  ])("pixels off the sky of $projection are in no region, and are what is lost of it", ({ projection, a, b }) => {
    const sky = createWcs({ center: galactic(0, 0), projection, binSize: 3, shape: [120, 80] });
    const onSky = (x: number, y: number) => ((x - 59.5) * 3) ** 2 / a ** 2 + ((y - 39.5) * 3) ** 2 / b ** 2 <= 1;
    const region: Region = { kind: "rectangle", center: galactic(0, 0), width: 310, height: 150, angle: 0 };
    const isInside = compilePixelRegion(toPixelRegion(region, compileWcs(sky)));
    const box = Array.from({ length: 9600 }, (_, k) => k).filter((k) => isInside(k % 120, Math.floor(k / 120)));
    const expected = box.filter((k) => onSky(k % 120, Math.floor(k / 120)));
    const part = pixelsInRegion(sky, region);
    expect(part.pixels).toHaveLength(expected.length);
    expect([...part.pixels]).toEqual(expected);
    expect(part.fractionOutside).toBeCloseTo(1 - expected.length / box.length, 12);
    const values = Float64Array.from({ length: 9600 }, (_, k) =>
      onSky(k % 120, Math.floor(k / 120)) ? 2 : Number.NaN,
    );
    expect([...regionMean(createMap({ wcs: sky, values }), region).values]).toEqual([2]);
  });

  test.each<Region>([
    { kind: "rectangle", center: galactic(9, 4), width: 5, height: 2.3, angle: 33 },
    { kind: "rectangle", center: galactic(350.4, -4.6), width: 3, height: 1, angle: 0 },
    { kind: "circle", center: galactic(10.1, 1), radius: 1.7 },
    { kind: "annulus", center: galactic(9.2, -4.1), innerRadius: 0.8, outerRadius: 2.1 },
    { kind: "ellipse", center: galactic(350.2, 0.3), width: 4, height: 1.1, angle: 20 },
  ])("what is lost of a $kind beyond the edge is counted pixel by pixel", (region) => {
    const isInside = compilePixelRegion(toPixelRegion(region, compileWcs(wcs)));
    let [all, within] = [0, 0];
    for (let y = -200; y < 400; y++) {
      for (let x = -200; x < 600; x++) {
        if (!isInside(x, y)) continue;
        all++;
        if (x >= 0 && x < 400 && y >= 0 && y < 200) within++;
      }
    }
    const { pixels, fractionOutside } = pixelsInRegion(wcs, region);
    expect(pixels).toHaveLength(within);
    expect(fractionOutside).toBeGreaterThan(0.02);
    expect(fractionOutside).toBe(1 - within / all);
  });

  test("a region between pixel centers has no pixel, and a point has the one that holds it", () => {
    const tiny: Region = { kind: "circle", center: galactic(0, 0), radius: 0.01 };
    expect(pixelsInRegion(wcs, tiny)).toMatchObject({ fractionOutside: 0, pixels: new Int32Array(0) });
    const point: Region = { kind: "point", center: galactic(350.03, 2.01) };
    expect([...pixelsInRegion(wcs, point).pixels]).toEqual([399 + 400 * 140]);
  });

  test("regions that have pixels in common are found, with the fraction of the smaller one", () => {
    const circle = (lon: number, radius: number): Region => ({ kind: "circle", center: galactic(lon, 0), radius });
    const parts = pixelsInRegions(wcs, [circle(0, 1), circle(0, 0.5), circle(5, 1)]);
    expect(findOverlaps(parts)).toEqual([{ first: 0, second: 1, fraction: 1 }]);
  });
});

describe("sums over a region", () => {
  const noise = Float32Array.from(
    { length: 400 * 200 * 3 },
    (_, k) => 1e-3 + (Math.abs(Math.sin(k * 12.9898) * 43758.5453) % 1),
  );
  const map = createMap({ wcs, axes: [energy], values: noise, unit: "cm2 s" });
  const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);

  test("of disjoint regions add up to that of their union, to 1e-12", () => {
    for (const { regions } of [rectangles, rings]) {
      const union = regionSum(map, { kind: "union", regions });
      const parts = regions.map((region) => regionSum(map, region).values);
      for (let bin = 0; bin < 3; bin++) {
        const sum = parts.reduce((total, values) => total + values[bin], 0);
        expect(relative(sum, union.values[bin])).toBeLessThan(1e-12);
      }
      expect(union).toMatchObject({ kind: "region-map", unit: "cm2 s", axes: [energy] });
    }
  });

  test("the mean is the sum over the number of pixels; weights of a mask select", () => {
    const part = pixelsInRegion(wcs, rectangles.regions[25]);
    const n = part.pixels.length;
    const mask = createMap({ wcs, values: Uint8Array.from({ length: 80000 }, (_, k) => k % 2) });
    const [sum, mean] = [regionSum(map, part).values, regionMean(map, part).values];
    const half = regionSum(map, part, { weights: mask }).values;
    const otherHalf = regionSum(map, part, { weights: { ...mask, values: mask.values.map((v) => 1 - v) } }).values;
    for (let bin = 0; bin < 3; bin++) {
      expect(relative(mean[bin] * n, sum[bin])).toBeLessThan(1e-14);
      expect(relative(half[bin] + otherHalf[bin], sum[bin])).toBeLessThan(1e-12);
    }
    const weighted = regionMean(map, part, { weights: mask }).values;
    const used = regionSum(mask, part).values[0];
    expect(relative(weighted[1] * used, half[1])).toBeLessThan(1e-14);
  });

  test("what weighs nothing is not looked at, and any other NaN is in the sum", () => {
    const part = pixelsInRegion(wcs, rings.regions[0]);
    const values = noise.slice();
    values[part.pixels[3]] = Number.NaN;
    const weights = createMap({ wcs, values: new Uint8Array(80000).fill(1) });
    const broken = createMap({ wcs, axes: [energy], values });
    expect(regionSum(broken, part, { weights }).values[0]).toBeNaN();
    weights.values[part.pixels[3]] = 0;
    expect(regionSum(broken, part, { weights }).values[0]).toBeGreaterThan(0);
    expect(regionSum(broken, part).values[1]).toBeGreaterThan(0);
  });

  test("any is per bin", () => {
    const values = new Uint8Array(80000 * 3);
    const part = pixelsInRegion(wcs, rings.regions[4]);
    values[80000 + part.pixels[10]] = 1;
    expect([...regionAny(createMap({ wcs, axes: [energy], values }), part).values]).toEqual([0, 1, 0]);
  });

  test("with no pixel inside the sum is 0 and the mean does not exist", () => {
    const away: Region = { kind: "circle", center: galactic(90, 0), radius: 1 };
    expect([...regionSum(map, away).values]).toEqual([0, 0, 0]);
    expect([...regionMean(map, away).values]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test("pixels and weights of another image are refused", () => {
    const other = createWcs({ center: galactic(0, 0), binSize: 0.05, shape: [10, 10] });
    expect(() => regionSum(map, pixelsInRegion(other, rings.regions[0]))).toThrow("image of 10 × 10");
    expect(() => regionSum(map, rings.regions[0], { weights: createMap({ wcs: other }) })).toThrow("do not fit");
  });

  test("any region has the same pixels as its parts of the image together", () => {
    const coordinate = fc.double({ min: -9, max: 9, noNaN: true });
    const size = fc.double({ min: 0.1, max: 4, noNaN: true });
    fc.assert(
      fc.property(
        coordinate,
        coordinate,
        size,
        size,
        fc.double({ min: -180, max: 180, noNaN: true }),
        (lon, lat, width, height, angle) => {
          for (const kind of ["rectangle", "ellipse"] as const) {
            const region: Region = { kind, center: galactic(lon, lat / 2), width, height, angle };
            const { pixels, box } = pixelsInRegion(wcs, region);
            expect(pixels.every((p, k) => k === 0 || p > pixels[k - 1])).toBe(true);
            expect(pixels.every((p) => p % 400 >= box.xMin && p % 400 < box.xMax)).toBe(true);
            const twice: Region = { kind: "union", regions: [region, region] };
            expect(pixelsInRegion(wcs, twice).pixels).toEqual(pixels);
          }
        },
      ),
      { seed: 31, numRuns: 40 },
    );
  });
});
