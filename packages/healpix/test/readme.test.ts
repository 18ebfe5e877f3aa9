import { expect, test } from "vitest";
import { compileHealpix, compileHealpixMap, pixelsInDisc } from "../src/index.ts";

test("the example of the README", () => {
  const grid = { nside: 64, nested: true };
  const { pixelAt, center } = compileHealpix(grid);
  expect(pixelAt(83.633, 22.0145)).toBe(24185);
  const position = new Float64Array(2);
  center(24185, position);
  expect(position[0]).toBe(83.671875);
  expect(Math.abs(position[1] - 22.024312837042164)).toBeLessThan(1e-12);
  const pixels = pixelsInDisc(grid, { lon: 83.633, lat: 22.0145, radius: 5 });
  const values = new Float64Array(pixels.length).fill(1);
  const map = { kind: "healpix-map", ...grid, frame: "icrs", pixels, axes: [], unit: "", values } as const;
  const { interpolate } = compileHealpixMap(map);
  expect(Math.abs(interpolate(84, 21) - 1)).toBeLessThan(1e-12);
  expect(interpolate(0, 0)).toBe(Number.NaN);
});
