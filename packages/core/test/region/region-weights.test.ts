import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PixelRegion } from "../../src/region/pixel-region.ts";
import { regionArea } from "../../src/region/region-area.ts";
import { regionWeights } from "../../src/region/region-weights.ts";

const place = fc.double({ min: -5, max: 5, noNaN: true });
const size = fc.double({ min: 0.05, max: 20, noNaN: true });
const angle = fc.double({ min: -400, max: 400, noNaN: true });
const shapes: fc.Arbitrary<PixelRegion> = fc.oneof(
  fc.record({ kind: fc.constant("circle" as const), x: place, y: place, radius: size }),
  fc.record({
    ...{ kind: fc.constantFrom("ellipse" as const, "rectangle" as const), x: place, y: place },
    ...{ width: size, height: size, angle },
  }),
  fc
    .tuple(place, place, size, size)
    .map(([x, y, a, b]) => ({ kind: "annulus" as const, x, y, innerRadius: a, outerRadius: a + b })),
  fc
    .tuple(
      fc.constantFrom("elliptical-annulus" as const, "rectangular-annulus" as const),
      place,
      place,
      size,
      size,
      angle,
    )
    .map(([kind, x, y, a, b, turn]) => {
      return { kind, x, y, innerWidth: a, innerHeight: b, outerWidth: 2 * a, outerHeight: 3 * b, angle: turn };
    }),
);
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

describe("the part of each pixel that a region covers", () => {
  test("adds up to its area, exactly; none is negative or more than a pixel", () => {
    fc.assert(
      fc.property(shapes, (region) => {
        const { values } = regionWeights(region, { mode: "exact" });
        const area = regionArea(region);
        expect(Math.abs(sum(values) - area)).toBeLessThan(1e-11 * Math.max(1, area));
        expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
      }),
      { seed: 21, numRuns: 300 },
    );
  });

  test("is, by smaller and smaller pixels, the exact one", () => {
    fc.assert(
      fc.property(shapes, (region) => {
        const exact = regionWeights(region, { mode: "exact" });
        const fine = regionWeights(region, { mode: "subpixels", subpixels: 40 });
        expect(fine.box).toEqual(exact.box);
        // A line through a pixel crosses some 2 n of its n² smaller ones.
        fine.values.forEach((value, k) => {
          expect(Math.abs(value - exact.values[k])).toBeLessThan(4 / 40);
        });
      }),
      { seed: 22, numRuns: 40 },
    );
  });

  test("of a square turned by 45° is half of the pixels at its corners", () => {
    const region: PixelRegion = { kind: "rectangle", x: 0, y: 0, width: Math.SQRT2, height: Math.SQRT2, angle: 45 };
    const { box, values } = regionWeights(region, { mode: "exact" });
    expect(box).toEqual({ xMin: -1, xMax: 2, yMin: -1, yMax: 2 });
    [0, 0.25, 0, 0.25, 1, 0.25, 0, 0.25, 0].forEach((expected, k) => {
      expect(values[k]).toBeCloseTo(expected, 14);
    });
  });

  test("is 1 or 0 by the centers of pixels; those on a rim are outside, whatever the angle", () => {
    for (let turn = 0; turn <= 360; turn += 90) {
      const round: PixelRegion = { kind: "ellipse", x: 0, y: 0, width: 4, height: 4, angle: turn };
      expect(sum(regionWeights(round).values)).toBe(9);
      const square: PixelRegion = { kind: "rectangle", x: 0, y: 0, width: 4, height: 4, angle: turn };
      expect(sum(regionWeights(square).values)).toBe(9);
    }
  });

  test("of all kinds of regions is found by centers and by smaller pixels", () => {
    const a: PixelRegion = { kind: "circle", x: 0, y: 0, radius: 5 };
    const triangle: PixelRegion = { kind: "polygon", x: Float64Array.of(0, 8, 0), y: Float64Array.of(0, 0, 8) };
    const both: PixelRegion = { kind: "compound", operator: "intersection", a, b: triangle };
    expect(sum(regionWeights(both, { mode: "subpixels", subpixels: 20 }).values)).toBeCloseTo((Math.PI * 25) / 4, 0);
    expect(sum(regionWeights({ kind: "union", regions: [a, triangle] }).values)).toBeGreaterThan(69);
    expect(sum(regionWeights({ kind: "line", x1: 0, y1: 0, x2: 5, y2: 5 }).values)).toBe(0);
    expect(sum(regionWeights({ kind: "point", x: 0.3, y: 0.7 }).values)).toBe(1);
    for (const region of [both, triangle]) {
      expect(() => regionWeights(region, { mode: "exact" })).toThrow('Take mode "subpixels"');
    }
  });

  test("is not looked for in pixels without number", () => {
    const huge: PixelRegion = { kind: "circle", x: 0, y: 0, radius: 1e9 };
    expect(() => regionWeights(huge)).toThrow("more than 50000000");
    expect(() => regionWeights({ ...huge, radius: Number.NaN })).toThrow("more than 50000000");
    for (const subpixels of [0, 1.5, 1000]) {
      expect(() => regionWeights({ ...huge, radius: 1 }, { subpixels })).toThrow("from 1 to 100");
    }
  });
});
