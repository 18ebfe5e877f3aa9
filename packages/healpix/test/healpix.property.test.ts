import { offsetBy, separation } from "@gammakit/core";
import { max_pixrad } from "@hscmap/healpix";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  centersOf,
  compileHealpix,
  fromUniq,
  type HealpixGrid,
  pixelArea,
  pixelBoundary,
  pixelSize,
  pixelsAt,
  pixelsInDisc,
  toNested,
  toRing,
  toUniq,
} from "../src/index.ts";

const angle = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** Directions, with poles, seams of base pixels and the border of the polar caps among them. */
const direction = fc.tuple(
  fc.oneof(angle(-720, 720), fc.constantFrom(0, 45, 90, 180, 270, 360)),
  fc.oneof(angle(-90, 90), fc.constantFrom(-90, -41.8103148957786, 0, 41.8103148957786, 89.9, 90)),
);
const grid: fc.Arbitrary<HealpixGrid> = fc.oneof(
  fc.record({ nside: fc.integer({ min: 0, max: 24 }).map((order) => 2 ** order), nested: fc.boolean() }),
  fc.record({ nside: fc.integer({ min: 1, max: 3000 }), nested: fc.constant(false) }),
);
const smallGrid = grid.filter(({ nside }) => nside <= 32);
const anyPixel = ({ nside }: HealpixGrid) => fc.integer({ min: 0, max: 12 * nside * nside - 1 });
const gridAndPixel = grid.chain((g) => fc.tuple(fc.constant(g), anyPixel(g)));

/** The largest distance of a corner from the center of its pixel [deg]. */
const pixelRadius = (nside: number) => (max_pixrad(nside) * 180) / Math.PI + 1e-9;

test("the center of a pixel lies in that pixel", () => {
  fc.assert(
    fc.property(gridAndPixel, ([g, pixel]) => {
      const { center, pixelAt } = compileHealpix(g);
      const out = new Float64Array(2);
      center(pixel, out);
      expect(out[0] >= 0 && out[0] < 360).toBe(true);
      expect(pixelAt(out[0], out[1])).toBe(pixel);
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test("every direction lies in a pixel whose center is near", () => {
  fc.assert(
    fc.property(grid, direction, (g, [lon, lat]) => {
      const { center, pixelAt, pixelCount } = compileHealpix(g);
      const pixel = pixelAt(lon, lat);
      expect(pixel >= 0 && pixel < pixelCount).toBe(true);
      const out = new Float64Array(2);
      center(pixel, out);
      expect(separation(lon, lat, out[0], out[1])).toBeLessThan(pixelRadius(g.nside));
    }),
    { seed: 2, numRuns: 1000 },
  );
});

test("the two numberings and NUNIQ go both ways", () => {
  const power = fc.integer({ min: 0, max: 24 }).map((order) => 2 ** order);
  fc.assert(
    fc.property(
      power.chain((nside) => fc.tuple(fc.constant(nside), anyPixel({ nside, nested: true }))),
      ([nside, pixel]) => {
        expect(toNested(nside, toRing(nside, pixel))).toBe(pixel);
        expect(toRing(nside, toNested(nside, pixel))).toBe(pixel);
        expect(fromUniq(toUniq(nside, pixel))).toEqual({ nside, pixel });
      },
    ),
    { seed: 3, numRuns: 1000 },
  );
});

test("a pixel's neighbors have it as a neighbor, touch it, and are each another pixel but at nside 1", () => {
  fc.assert(
    fc.property(gridAndPixel, ([g, pixel]) => {
      const { neighbors } = compileHealpix(g);
      const [out, back] = [new Float64Array(8), new Float64Array(8)];
      neighbors(pixel, out);
      const there = [...out].filter((neighbor) => neighbor >= 0);
      expect(new Set([pixel, ...there]).size).toBe(there.length + 1);
      expect(there.length).toBeGreaterThanOrEqual(g.nside === 1 ? 6 : 7);
      const mine = corners(g, pixel);
      for (const neighbor of there) {
        neighbors(neighbor, back);
        expect([...back]).toContain(pixel);
        const theirs = corners(g, neighbor);
        const gap = Math.min(...mine.flatMap((a) => theirs.map((b) => separation(...a, ...b))));
        expect(gap).toBeLessThan(1e-11);
      }
    }),
    { seed: 4, numRuns: 500 },
  );
});

function corners(g: HealpixGrid, pixel: number): readonly (readonly [number, number])[] {
  const points = pixelBoundary(g, pixel);
  return [0, 2, 4, 6].map((k) => [points[k], points[k + 1]]);
}

test("points of a pixel's border are on it: a step inwards is inside", () => {
  fc.assert(
    fc.property(gridAndPixel, fc.integer({ min: 1, max: 5 }), ([g, pixel], step) => {
      const { center, pixelAt } = compileHealpix(g);
      const middle = new Float64Array(2);
      center(pixel, middle);
      const border = pixelBoundary(g, pixel, step);
      expect(border.length).toBe(8 * step);
      for (let k = 0; k < border.length; k += 2) {
        const [lon, lat] = between([border[k], border[k + 1]], [middle[0], middle[1]], 0.01);
        expect(pixelAt(lon, lat)).toBe(pixel);
      }
    }),
    { seed: 5 },
  );
});

/** The point a part of the way from `a` to `b`, straight in space. */
function between(a: readonly [number, number], b: readonly [number, number], part: number): readonly [number, number] {
  const degree = Math.PI / 180;
  const vector = ([lon, lat]: readonly [number, number]) => [
    Math.cos(lat * degree) * Math.cos(lon * degree),
    Math.cos(lat * degree) * Math.sin(lon * degree),
    Math.sin(lat * degree),
  ];
  const [p, q] = [vector(a), vector(b)];
  const [x, y, z] = p.map((value, k) => value + part * (q[k] - value));
  return [Math.atan2(y, x) / degree, Math.atan2(z, Math.hypot(x, y)) / degree];
}

test("a disc has the pixels whose centers are nearer than its radius, inclusive all that it touches", () => {
  fc.assert(
    fc.property(
      smallGrid,
      direction,
      fc.oneof(angle(0, 180), angle(0, 5), fc.constantFrom(0, 90, 180)),
      fc.array(fc.tuple(angle(0, 360), angle(0, 1)), { maxLength: 20 }),
      (g, [lon, lat], radius, inside) => {
        const { center, pixelAt, pixelCount } = compileHealpix(g);
        const out = new Float64Array(2);
        const distances = Array.from({ length: pixelCount }, (_, pixel) => {
          center(pixel, out);
          return separation(lon, lat, out[0], out[1]);
        });
        // A center on the circle itself is on either side of it by rounding.
        const clear = (pixel: number) => radius === 180 || Math.abs(distances[pixel] - radius) > 1e-12;
        const expected = [...distances.keys()].filter((p) => clear(p) && (radius === 180 || distances[p] < radius));
        expect([...pixelsInDisc(g, { lon, lat, radius })].filter(clear)).toEqual(expected);
        const inclusive = pixelsInDisc(g, { lon, lat, radius }, { inclusive: true });
        const all = new Set(inclusive);
        expect(expected.every((pixel) => all.has(pixel))).toBe(true);
        for (const [direction, part] of inside) {
          expect(all.has(pixelAt(...offsetBy(lon, lat, direction, part * radius)))).toBe(true);
        }
        // Every pixel taken in comes near the disc.
        for (const pixel of inclusive) {
          center(pixel, out);
          expect(separation(lon, lat, out[0], out[1])).toBeLessThan(radius + pixelRadius(g.nside));
        }
      },
    ),
    { seed: 6, numRuns: 300 },
  );
});

test("weights are positive and sum to 1, and all rest on the pixel at whose center the point is", () => {
  const [pixels, weights, out] = [new Float64Array(4), new Float64Array(4), new Float64Array(2)];
  fc.assert(
    fc.property(gridAndPixel, direction, ([g, pixel], [lon, lat]) => {
      const compiled = compileHealpix(g);
      expect(compiled.weights(lon, lat, pixels, weights)).toBe(true);
      expect([...pixels].every((p) => p >= 0 && p < compiled.pixelCount)).toBe(true);
      expect([...weights].every((w) => w >= -1e-9)).toBe(true);
      expect(Math.abs(weights.reduce((sum, w) => sum + w, 0) - 1)).toBeLessThan(1e-12);
      compiled.center(pixel, out);
      compiled.weights(out[0], out[1], pixels, weights);
      const own = weights.filter((_, k) => pixels[k] === pixel).reduce((sum, w) => sum + w, 0);
      // Places are exact to some 1e-15 of the sky, which is nside times as much of a pixel.
      expect(Math.abs(own - 1)).toBeLessThan(1e-14 * g.nside + 1e-12);
    }),
    { seed: 7, numRuns: 1000 },
  );
});

test("pixels have the area that they say, and all of them the sky", () => {
  expect(Math.abs(pixelArea(8) * 768 - 4 * Math.PI)).toBeLessThan(1e-14 * 4 * Math.PI);
  // healpy's nside2resol(128) is 27.48' .
  expect(Math.abs(pixelSize(128) * 60 - 27.483891294539248)).toBeLessThan(1e-12 * 27);
});

test("the kernels for many points give what the functions give", () => {
  const g = { nside: 64, nested: true };
  const [lon, lat] = [new Float64Array([10, 400, Number.NaN, 5]), new Float64Array([-20, 89, 0, 90.5])];
  const pixels = new Float64Array(4);
  pixelsAt(g, lon, lat, pixels);
  const { pixelAt } = compileHealpix(g);
  expect([...pixels]).toEqual([pixelAt(10, -20), pixelAt(40, 89), -1, -1]);
  const [lonOut, latOut] = [new Float64Array(2), new Float64Array(2)];
  centersOf(g, pixels.subarray(0, 2), lonOut, latOut);
  expect(separation(lonOut[0], latOut[0], 10, -20)).toBeLessThan(1);
  expect(separation(lonOut[1], latOut[1], 40, 89)).toBeLessThan(1);
});
