import { backgroundRate, containment, effectiveAreaAt, energyDispersionMatrix } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { arrayResponses, ctaLike, hessLike } from "../../src/index.ts";

describe.each([hessLike, ctaLike])("$name", (array) => {
  const { aeff, edisp, psf, bkg } = arrayResponses(array);
  const energies = Float64Array.of(1, 10);

  test("the area on axis is that of the formula, to 1e-3 between nodes", () => {
    const { scale, slope, cutoff } = array.area;
    effectiveAreaAt(aeff, energies, 0).forEach((area, i) => {
      const exact = scale * energies[i] ** -slope * Math.exp(-cutoff / energies[i]);
      expect(Math.abs(area / exact - 1)).toBeLessThan(1e-3);
    });
  });

  test("the area and the background are half where the formula says so, to 1 % between nodes of the offset", () => {
    const [inside, half] = [0, array.area.halfOffset].map((offset) => effectiveAreaAt(aeff, energies, offset)[0]);
    expect(Math.abs(half / inside - 0.5)).toBeLessThan(0.01);
    if (bkg === undefined) throw new Error("there is no background");
    const [center, edge] = [0, array.background.halfOffset].map((offset) => backgroundRate(bkg, 1, offset, 0));
    expect(Math.abs(edge / center - 0.5)).toBeLessThan(0.01);
  });

  test("the area falls below its threshold and towards the edge of the field, and is zero beyond it", () => {
    const threshold = array.area.cutoff;
    const [below, above] = effectiveAreaAt(aeff, Float64Array.of(threshold / 4, 4 * threshold), 0);
    expect(below).toBeLessThan(0.05 * above);
    expect(effectiveAreaAt(aeff, energies, array.offsetMax + 1)[0]).toBe(0);
  });

  test("reconstructed energies are normalized, and above threshold their spread is that of the formula, to 5 %", () => {
    const edges = Float64Array.from({ length: 801 }, (_, i) => 0.01 * 1.0116 ** i);
    const row = energyDispersionMatrix(edisp, 1, Float64Array.of(3), edges);
    let [sum, mean, square] = [0, 0, 0];
    row.forEach((p, j) => {
      const x = Math.log(Math.sqrt(edges[j] * edges[j + 1]) / 3);
      sum += p;
      mean += p * x;
      square += p * x * x;
    });
    const { floor, scale } = array.dispersion;
    expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
    expect(Math.abs(Math.sqrt(square - mean * mean) / Math.sqrt(floor ** 2 + scale ** 2 / 3) - 1)).toBeLessThan(0.05);
  });

  test("the point-spread function holds all, and narrows with energy", () => {
    const wide = containment(psf, energies, 0.5, 5);
    expect(Math.abs(wide[0] - 1)).toBeLessThan(1e-6);
    const [low, high] = containment(psf, energies, 0.5, 0.05);
    expect(high).toBeGreaterThan(low);
  });
});

test.each([
  [{ energyTrue: [0, 100] }, /Energies from 0 to 100 TeV/],
  [{ energy: [10, 1] }, /the second the greater/],
  [{ offsetMax: 0 }, /ends between 0 and 180 deg/],
] as const)("an array with %o is refused", (change, words) => {
  expect(() => arrayResponses({ ...hessLike, ...change })).toThrow(words);
});

test("the radius of 68 % of the HESS-like array is about 0.1° at 1 TeV, that of the CTA-like one about 0.05°", () => {
  const inside = (array: typeof hessLike, radius: number) =>
    containment(arrayResponses(array).psf, Float64Array.of(1), 0.5, radius)[0];
  expect(inside(hessLike, 0.08)).toBeLessThan(0.68);
  expect(inside(hessLike, 0.11)).toBeGreaterThan(0.68);
  expect(inside(ctaLike, 0.04)).toBeLessThan(0.68);
  expect(inside(ctaLike, 0.06)).toBeGreaterThan(0.68);
});
