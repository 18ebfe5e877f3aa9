import { axisFromBounds, toFrame } from "@gammakit/core";
import { expect, test } from "vitest";
import {
  compileHealpix,
  compileHealpixMap,
  type HealpixMap,
  healpixValueAt,
  interpolateHealpixMap,
  pixelsInDisc,
  sampleHealpixMap,
} from "../src/index.ts";

const energy = axisFromBounds(1, 100, 2, { name: "energy", unit: "TeV", scale: "log" });

/** Two bins: the pixel's number, and 1000 more. */
function wholeSky(nside: number, nested: boolean): HealpixMap {
  const n = 12 * nside * nside;
  const values = Float64Array.from({ length: 2 * n }, (_, k) => (k < n ? k : k - n + 1000));
  return { kind: "healpix-map", nside, nested, frame: "galactic", axes: [energy], unit: "", values };
}

/** The pixels of a disc, last first. */
function partOfSky(whole: HealpixMap, radius: number): HealpixMap {
  const pixels = pixelsInDisc(whole, { lon: 30, lat: 10, radius }).reverse();
  const n = 12 * whole.nside ** 2;
  const values = Float64Array.from([...pixels, ...pixels.map((p) => p + n)], (k) => whole.values[k]);
  return { ...whole, pixels, values };
}

test("a map has at the center of a pixel that pixel's value, read or interpolated", () => {
  for (const nested of [false, true]) {
    const map = compileHealpixMap(wholeSky(8, nested));
    const grid = compileHealpix({ nside: 8, nested });
    const out = new Float64Array(2);
    for (let pixel = 0; pixel < 768; pixel += 7) {
      grid.center(pixel, out);
      expect(map.valueAt(out[0], out[1])).toBe(pixel);
      expect(map.valueAt(out[0], out[1], 1)).toBe(pixel + 1000);
      expect(Math.abs(map.interpolate(out[0], out[1], 1) - pixel - 1000)).toBeLessThan(1e-9);
    }
  }
});

test("part of the sky agrees with the whole where it is, and is NaN elsewhere", () => {
  const whole = wholeSky(16, true);
  const [all, part] = [compileHealpixMap(whole), compileHealpixMap(partOfSky(whole, 20))];
  for (const [lon, lat] of [
    [30, 10],
    [35.5, 3.2],
    [20, 20],
  ]) {
    for (const bin of [0, 1]) {
      expect(part.valueAt(lon, lat, bin)).toBe(all.valueAt(lon, lat, bin));
      expect(part.interpolate(lon, lat, bin)).toBe(all.interpolate(lon, lat, bin));
    }
  }
  expect(part.valueAt(200, 10)).toBe(Number.NaN);
  expect(part.interpolate(200, 10)).toBe(Number.NaN);
  // At the edge the pixel is there, and of the four around the point one is not.
  const edge = part.map.pixels?.[0] ?? Number.NaN;
  const out = new Float64Array(2);
  const edges = [...(part.map.pixels ?? [])].filter((pixel) => {
    compileHealpix(whole).center(pixel, out);
    return Number.isNaN(part.interpolate(out[0] + 1, out[1] + 1)) && part.placeOf(pixel) >= 0;
  });
  expect(part.placeOf(edge)).toBe(0);
  expect(edges.length).toBeGreaterThan(0);
});

test("an empty part of the sky is NaN everywhere", () => {
  const map = compileHealpixMap({ ...wholeSky(4, false), pixels: new Float64Array(0), values: new Float64Array(0) });
  expect(map.valueAt(0, 0)).toBe(Number.NaN);
  expect(map.interpolate(0, 0)).toBe(Number.NaN);
});

test("what is no direction and no bin is NaN", () => {
  const map = compileHealpixMap(wholeSky(4, false));
  for (const [lon, lat, bin] of [
    [Number.NaN, 0, 0],
    [0, 91, 0],
    [0, 0, 2],
    [0, 0, -1],
    [0, 0, 0.5],
  ]) {
    expect(map.valueAt(lon, lat, bin)).toBe(Number.NaN);
    expect(map.interpolate(lon, lat, bin)).toBe(Number.NaN);
  }
});

test("a position is brought into the frame of the map", () => {
  const map = wholeSky(32, false);
  const center = { frame: "galactic", lon: 120, lat: -7 } as const;
  expect(healpixValueAt(map, toFrame(center, "icrs"), 1)).toBe(healpixValueAt(map, center, 1));
});

test("the kernels for many points give what the functions give", () => {
  const map = compileHealpixMap(wholeSky(16, true));
  const [lon, lat] = [new Float64Array([1, 200, Number.NaN]), new Float64Array([2, -80, 0])];
  const out = new Float64Array(3);
  sampleHealpixMap(map, lon, lat, 1, out);
  expect([...out]).toEqual([map.valueAt(1, 2, 1), map.valueAt(200, -80, 1), Number.NaN]);
  interpolateHealpixMap(map, lon, lat, 1, out);
  expect([...out]).toEqual([map.interpolate(1, 2, 1), map.interpolate(200, -80, 1), Number.NaN]);
});

test("maps whose parts do not fit are refused", () => {
  const map = wholeSky(4, false);
  expect(() => compileHealpixMap({ ...map, values: new Float64Array(5) })).toThrow(
    /192 pixels.*2 bins has 384 values, not 5/,
  );
  const pixels = (...list: number[]) => ({
    ...map,
    pixels: new Float64Array(list),
    values: new Float64Array(2 * list.length),
  });
  expect(() => compileHealpixMap(pixels(5, 3, 5))).toThrow(/pixel 5 twice/);
  expect(() => compileHealpixMap(pixels(0, 192))).toThrow(/No pixel 192/);
  expect(() => compileHealpixMap({ ...map, nside: 6, nested: true })).toThrow(/power of two/);
});
