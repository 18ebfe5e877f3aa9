import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOverlaps, pixelsInRegion, pixelsInRegions, type RegionPixels } from "../../src/maps/region-pixels.ts";
import { boundingBox } from "../../src/region/bounding-box.ts";
import { compilePixelRegion } from "../../src/region/compile-pixel-region.ts";
import { type PixelRegion, toPixelRegion } from "../../src/region/pixel-region.ts";
import { concentricAnnuli } from "../../src/region/profile-regions.ts";
import { compileRowSpans } from "../../src/region/row-spans.ts";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";

const center = { frame: "galactic", lon: 0, lat: 0 } as const;
const wcs = createWcs({ center, frame: "galactic", binSize: 0.02, width: 8, projection: "CAR" });
const compiled = compileWcs(wcs);

const size = fc.double({ min: 0.05, max: 60, noNaN: true });
const place = fc.double({ min: -20, max: 120, noNaN: true });
const angle = fc.oneof(fc.double({ min: -400, max: 400, noNaN: true }), fc.constantFrom(0, 90, 180, 45));

const ring = fc.tuple(place, place, size, size).map(
  ([x, y, a, b]): PixelRegion => ({
    kind: "annulus",
    x,
    y,
    innerRadius: Math.min(a, b),
    outerRadius: Math.max(a, b) + 0.01,
  }),
);
const rectangle = fc
  .tuple(place, place, size, size, angle)
  .map(([x, y, width, height, turn]): PixelRegion => ({ kind: "rectangle", x, y, width, height, angle: turn }));

const circle = fc.tuple(place, place, size).map(([x, y, radius]): PixelRegion => ({ kind: "circle", x, y, radius }));

describe("the spans of a row", () => {
  test("hold every pixel of a ring, a circle or a rectangle, each once and in order", () => {
    fc.assert(
      fc.property(fc.oneof(ring, circle, rectangle), (region) => {
        const box = boundingBox(region);
        const isInside = compilePixelRegion(region);
        const spans = compileRowSpans(region, box);
        for (let y = box.yMin; y < box.yMax; y++) {
          const each = spans(y).map(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
          const visited = each.flat();
          const inside: number[] = [];
          for (let x = box.xMin; x < box.xMax; x++) if (isInside(x, y)) inside.push(x);
          expect(visited.filter((x) => isInside(x, y))).toEqual(inside);
          for (const [i, span] of spans(y).entries()) {
            const own = each[i].filter((x) => isInside(x, y));
            if (span.isSolid && own.length > 0) expect(own.length).toBe(own[own.length - 1] - own[0] + 1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test("of thin rings hold few pixels besides, however large the rings are", () => {
    const rings = concentricAnnuli({ center, radiusMax: 3.9, count: 100 });
    const pixels = pixelsInRegions(wcs, rings.regions);
    let visited = 0;
    for (const region of rings.regions) {
      const plane = toPixelRegion(region, compiled);
      const box = boundingBox(plane);
      const spans = compileRowSpans(plane, box);
      for (let y = box.yMin; y < box.yMax; y++) for (const { from, to } of spans(y)) visited += to - from;
    }
    const own = pixels.reduce((sum, part) => sum + part.pixels.length, 0);
    // 13 million pixels lie in the boxes of the rings, 119 thousand in the rings.
    expect(own).toBeGreaterThan(100_000);
    expect(visited).toBeLessThan(4 * own);
  });
});

describe("regions that share pixels", () => {
  const pair = (a: RegionPixels, b: RegionPixels) => a.pixels.filter((pixel) => b.pixels.includes(pixel)).length;

  test("are found as by comparing each with each", () => {
    const circle = fc
      .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
      .map(([lon, lat]) => ({ kind: "circle" as const, center: { ...center, lon, lat }, radius: 0.2 }));
    fc.assert(
      fc.property(fc.array(circle, { maxLength: 8 }), (circles) => {
        const parts = pixelsInRegions(wcs, circles);
        const expected = parts.flatMap((a, first) =>
          parts.flatMap((b, second) => {
            const common = second > first ? pair(a, b) : 0;
            return common === 0
              ? []
              : [{ first, second, fraction: common / Math.min(a.pixels.length, b.pixels.length) }];
          }),
        );
        expect(findOverlaps(parts)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test("cost as much as there are pixels, not as there are pairs", () => {
    const part = pixelsInRegion(wcs, { kind: "circle", center, radius: 0.2 });
    let looked = 0;
    const counting = (pixels: Int32Array): RegionPixels => ({
      ...part,
      get pixels() {
        looked++;
        return pixels;
      },
    });
    const count = 3000;
    const parts = Array.from({ length: count }, (_, k) => counting(Int32Array.of(2 * k, 2 * k + 1)));
    expect(findOverlaps(parts)).toEqual([]);
    expect(looked).toBeLessThan(10 * count);
  });
});
