import { expect, test } from "vitest";
import { createMap } from "../../src/maps/create-map.ts";
import { smooth } from "../../src/maps/smooth.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";

const center = { frame: "galactic", lon: 0, lat: 0 } as const;
const wcs = createWcs({ center, binSize: 0.05, shape: [31, 21] });
/** One count in the pixel (15, 10). */
const single = createMap({ wcs, values: Float32Array.from({ length: 651 }, (_, k) => (k === 15 + 31 * 10 ? 1 : 0)) });
const at = (values: ArrayLike<number>, dx: number, dy: number) => values[15 + dx + 31 * (10 + dy)];

test("a count becomes a Gaussian cut at four standard deviations, in degrees or in pixels", () => {
  const { values } = smooth(single, { width: 0.1 });
  const weights = Array.from({ length: 17 }, (_, k) => Math.exp(-((k - 8) ** 2) / 8));
  const norm = weights.reduce((a, b) => a + b);
  for (const [dx, dy] of [
    [0, 0],
    [3, -2],
    [-8, 8],
  ]) {
    const expected = (weights[dx + 8] * weights[dy + 8]) / norm ** 2;
    expect(Math.abs(at(values, dx, dy) / expected - 1)).toBeLessThan(1e-12);
  }
  expect(at(values, 9, 0)).toBe(0);
  expect(smooth(single, { width: { pixels: 2 } }).values).toEqual(values);
});

test("a count becomes a disk of the pixels not farther than its radius", () => {
  const { values } = smooth(single, { kernel: "disk", width: { pixels: 2 } });
  expect(at(values, 0, 2)).toBeCloseTo(1 / 13, 15);
  expect(at(values, 1, 1)).toBeCloseTo(1 / 13, 15);
  expect(at(values, 1, 2)).toBe(0);
});

test("a count becomes a box, whose outermost pixels count by half where its side is even", () => {
  const odd = smooth(single, { kernel: "box", width: { pixels: 3 } }).values;
  expect([0, 1, 2].map((dx) => at(odd, dx, -1))).toEqual([1 / 9, 1 / 9, 0]);
  const even = smooth(single, { kernel: "box", width: 0.2 }).values;
  expect([-2, -1, 0, 1, 2, 3].map((dx) => at(even, dx, 0))).toEqual([1 / 32, 1 / 16, 1 / 16, 1 / 16, 1 / 32, 0]);
});

test("an edge is a mirror: what a kernel would carry beyond it comes back", () => {
  const corner = createMap({ wcs, values: Float64Array.from({ length: 651 }, (_, k) => (k === 0 ? 1 : 0)) });
  const { values } = smooth(corner, { kernel: "box", width: { pixels: 3 } });
  expect([values[0], values[1], values[31], values[32], values[2]].map((v) => Math.round(v * 9))).toEqual([
    4, 2, 2, 1, 0,
  ]);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a width of %d pixels is refused", (pixels) => {
  expect(() => smooth(single, { width: { pixels } })).toThrow("cannot be smoothed");
});
