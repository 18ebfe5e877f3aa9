import { axisFromEdges, createMap, createWcs, parameterValues } from "@gammakit/core";
import { expect, test } from "vitest";
import { templateSpatial } from "../../src/index.ts";
import "../to-be-relatively.ts";

const wcs = createWcs({ center: { frame: "icrs", lon: 10, lat: 0 }, binSize: 0.1, projection: "CAR", shape: [3, 1] });

/** The brightness of an image of three pixels, at a place in pixels. */
function at(values: readonly number[], x: number): number {
  const map = createMap({ wcs, unit: "sr-1", values: Float64Array.from(values) });
  const model = templateSpatial({ options: { map, normalize: false } });
  const out = new Float64Array(1);
  model.evaluate(Float64Array.of(10 - 0.1 * (x - 1)), Float64Array.of(0), parameterValues(model), out);
  return out[0];
}

test("the slope of the logarithm goes on to the edge of the outermost pixel", () => {
  expect(at([2, 8, 32], -0.4)).toBeRelatively(2 * 4 ** -0.4, 1e-9);
  expect(at([2, 8, 32], 2.4)).toBeRelatively(32 * 4 ** 0.4, 1e-9);
  expect(at([2, 8, 32], 2.6)).toBe(0);
});

test("beside a pixel of 0 the outermost one has its own value up to its edge", () => {
  expect(at([5, 0, 3], -0.4)).toBeRelatively(5, 1e-12);
  expect(at([5, 0, 3], 2.4)).toBeRelatively(3, 1e-12);
  expect(at([0, 5, 3], -0.4)).toBe(0);
});

test("beside an image of 0 the outermost one of a cube counts up to the edge of its energies", () => {
  const axes = [axisFromEdges([1, 10, 100, 1000], { name: "energy_true", unit: "TeV", scale: "log" })];
  const values = Float64Array.from({ length: 9 }, (_, k) => (k < 3 ? 5 : k < 6 ? 0 : 3));
  const map = createMap({ wcs, axes, unit: "cm-2 s-1 TeV-1 sr-1", values });
  const model = templateSpatial({ options: { map, normalize: false } });
  const out = new Float64Array(1);
  const atEnergy = (energy: number) => {
    model.evaluate(Float64Array.of(10), Float64Array.of(0), parameterValues(model), out, energy);
    return out[0];
  };
  expect(atEnergy(1.1)).toBeRelatively(5, 1e-12);
  expect(atEnergy(Math.sqrt(10))).toBeRelatively(5, 1e-12);
  expect(atEnergy(990)).toBeRelatively(3, 1e-12);
  expect(atEnergy(1010)).toBe(0);
});
