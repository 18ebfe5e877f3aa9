import { expect, test } from "vitest";
import { compileHealpix, fromUniq, pixelBoundary, pixelsInDisc, toNested, toRing, toUniq } from "../src/index.ts";

const out = new Float64Array(8);

test.each([0, -1, 1.5, Number.NaN, 2 ** 30])("nside %d is refused", (nside) => {
  expect(() => compileHealpix({ nside, nested: false })).toThrow(/whole number from 1 to 2\^29/);
});

test("NESTED needs a power of two, RING does not", () => {
  expect(() => compileHealpix({ nside: 3, nested: true })).toThrow(/power of two/);
  expect(() => toNested(3, 0)).toThrow(/power of two/);
  expect(compileHealpix({ nside: 3, nested: false }).pixelCount).toBe(108);
});

test("an nside whose pixel numbers a number cannot hold is refused, with the largest that there is", () => {
  for (const nside of [2 ** 25, 2 ** 29]) {
    expect(() => compileHealpix({ nside, nested: true })).toThrow(/2\^53.*16777216/);
    expect(() => toUniq(nside, 0)).toThrow(/2\^53/);
  }
  expect(() => fromUniq(4 * 2 ** 58)).toThrow(/2\^53/);
});

test.each([-1, 48, 0.5, Number.NaN])("no pixel %d", (pixel) => {
  const grid = { nside: 2, nested: true };
  expect(() => compileHealpix(grid).center(pixel, out)).toThrow(/numbered from 0 to 47/);
  expect(() => compileHealpix(grid).neighbors(pixel, out)).toThrow(/numbered from 0 to 47/);
  expect(() => pixelBoundary(grid, pixel)).toThrow(/numbered from 0 to 47/);
  expect(() => toRing(2, pixel)).toThrow(/numbered from 0 to 47/);
});

test("numbers that are no direction have no pixel and no weights", () => {
  const { pixelAt, weights } = compileHealpix({ nside: 4, nested: false });
  for (const [lon, lat] of [
    [Number.NaN, 0],
    [0, Number.NaN],
    [0, 90.001],
    [Number.POSITIVE_INFINITY, 0],
  ]) {
    expect(pixelAt(lon, lat)).toBe(-1);
    const [pixels, shares] = [new Float64Array(4), new Float64Array(4)];
    expect(weights(lon, lat, pixels, shares)).toBe(false);
    expect([...pixels, ...shares]).toEqual([-1, -1, -1, -1, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  }
});

test("discs that are none, too many pixels, steps and NUNIQ numbers that are none are refused", () => {
  const grid = { nside: 2 ** 20, nested: true };
  expect(() => pixelsInDisc(grid, { lon: 0, lat: 0, radius: -1 })).toThrow(/cannot be/);
  expect(() => pixelsInDisc(grid, { lon: 0, lat: 91, radius: 1 })).toThrow(/cannot be/);
  expect(() => pixelsInDisc(grid, { lon: Number.NaN, lat: 0, radius: 1 })).toThrow(/cannot be/);
  expect(() => pixelsInDisc(grid, { lon: 0, lat: 0, radius: 30 })).toThrow(/smaller nside/);
  expect(() => pixelBoundary(grid, 0, 0)).toThrow(/step is 0/);
  for (const uniq of [0, 3, 4.5, Number.NaN]) expect(() => fromUniq(uniq)).toThrow(/no NUNIQ/);
});
