import { axisFromBounds, emptySpectrum, type SpectrumDataset, type SpectrumDatasetOnOff } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { simulateCounts } from "../../src/index.ts";
import { target } from "../support/crab-like.ts";

const region = { kind: "circle", center: target, radius: 0.1 } as const;
const energy = axisFromBounds(1, 10, 4, { name: "energy", unit: "TeV", scale: "log" });
const empty = emptySpectrum({ region, energy, energyTrue: { ...energy, name: "energy_true" }, name: "toy" });
const edisp = Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 0.8 : k % 5 === 1 ? 0.2 : 0));
const spectrum: SpectrumDataset = {
  ...empty,
  exposure: new Float64Array(4).fill(1e12),
  edisp,
  background: Float64Array.of(30, 20, 10, 0),
};
const { background: _, ...fields } = spectrum;
const onOff: SpectrumDatasetOnOff = {
  ...fields,
  kind: "spectrum-on-off",
  countsOff: Float64Array.of(300, 200, 100, 50),
  acceptance: new Float64Array(4).fill(1),
  acceptanceOff: Float64Array.of(10, 10, 10, 0),
  offRegions: [],
};
const model = powerLaw({ index: 2, amplitude: 1e-10, reference: 1 });

/** Mean counts per bin of many toys. */
function mean(toy: (index: number) => Float64Array, n = 2000): Float64Array {
  const sum = new Float64Array(4);
  for (let index = 0; index < n; index++) {
    for (const [j, count] of toy(index).entries()) sum[j] += count;
  }
  return sum.map((value) => value / n);
}

/** Flux of an E^-2 spectrum through the dispersion: ∫ = A (1/a − 1/b). */
const signal = Float64Array.from({ length: 4 }, (_, j) => {
  const flux = (i: number) => 1e-10 * (1 / energy.edges[i] - 1 / energy.edges[i + 1]) * 1e12;
  return 0.8 * flux(j) + (j > 0 ? 0.2 * flux(j - 1) : 0);
});

test("counts of a spectrum average to signal and background, to four standard errors", () => {
  const average = mean((index) => simulateCounts(spectrum, [model], { seed: 1, index }).counts);
  average.forEach((value, j) => {
    const mu = signal[j] + spectrum.background[j];
    expect(Math.abs(value - mu)).toBeLessThan(4 * Math.sqrt(mu / 2000));
  });
});

test("ON counts hold α times the OFF expectation, and a bin without OFF measurement no background", () => {
  const on = mean((index) => simulateCounts(onOff, [model], { seed: 2, index }).counts);
  const off = mean((index) => simulateCounts(onOff, [model], { seed: 2, index }).countsOff);
  const expectedOff = [300, 200, 100, 0];
  signal.forEach((s, j) => {
    const mu = s + expectedOff[j] / 10;
    expect(Math.abs(on[j] - mu)).toBeLessThan(4 * Math.sqrt(mu / 2000));
    expect(Math.abs(off[j] - expectedOff[j])).toBeLessThanOrEqual(4 * Math.sqrt(expectedOff[j] / 2000));
  });
});

test("a background that is given replaces that of the dataset", () => {
  const background = Float64Array.of(5, 5, 5, 5);
  const off = mean((index) => simulateCounts(onOff, new Float64Array(4), { seed: 3, index, background }).countsOff);
  [50, 50, 50, 0].forEach((mu, j) => {
    expect(Math.abs(off[j] - mu)).toBeLessThanOrEqual(4 * Math.sqrt(mu / 2000));
  });
});

test("a seed and an index give the same toy, and the rest of the dataset stays", () => {
  const once = simulateCounts(onOff, [model], { seed: 4, index: 7 });
  expect(simulateCounts(onOff, [model], { seed: 4, index: 7 })).toEqual(once);
  expect(simulateCounts(onOff, [model], { seed: 4, index: 8 }).counts).not.toEqual(once.counts);
  expect({ ...once, counts: onOff.counts, countsOff: onOff.countsOff }).toEqual(onOff);
});

test.each([
  ["a negative expectation", Float64Array.of(1, -1, 1, 1), /the expected signal is -1 in bin 1/],
  ["an expectation of another length", new Float64Array(3), /has 3 bins, and the counts have 4/],
])("%s is refused", (_name, wrong, words) => {
  expect(() => simulateCounts(spectrum, wrong, { seed: 1 })).toThrow(words);
  expect(() => simulateCounts(spectrum, signal, { seed: 1, background: wrong })).toThrow(/background/);
});
