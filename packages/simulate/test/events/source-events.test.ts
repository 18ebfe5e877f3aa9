import {
  axisFromEdges,
  compileIntegral,
  containment,
  effectiveAreaAt,
  energyDispersionMatrix,
  parameterValues,
  type SpectralModel,
  separation,
} from "@gammakit/core";
import { expDecayTemporal, logParabola, powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { type Responses, simulateRun } from "../../src/index.ts";
import { chance, goodTime, photonsOnly, pointing, responses, target } from "../support/crab-like.ts";
import { histogram, pearson } from "../support/pearson.ts";

const crab = powerLaw({ index: 2.5, amplitude: 1e-8, reference: 1 });
const edges = Float64Array.from({ length: 31 }, (_, i) => 0.1 * 10 ** (i / 10));

/** Counts per second in each reconstructed bin of `edges`, by folding on a grid of true energy that is much finer. */
function expectedRate(model: SpectralModel, { aeff, edisp }: Responses, offset: number): Float64Array {
  const truth = Float64Array.from({ length: 1501 }, (_, i) => 0.05 * 3000 ** (i / 1500));
  const centers = Float64Array.from({ length: 1500 }, (_, i) => Math.sqrt(truth[i] * truth[i + 1]));
  const flux = new Float64Array(1500);
  compileIntegral(model, truth)(parameterValues(model), flux);
  const area = effectiveAreaAt(aeff, centers, offset);
  const matrix = energyDispersionMatrix(edisp, offset, centers, edges);
  const out = new Float64Array(30);
  for (let i = 0; i < 1500; i++) for (let j = 0; j < 30; j++) out[j] += flux[i] * area[i] * matrix[i * 30 + j];
  return out;
}

test.each([
  ["a power law", crab],
  ["a log-parabola", logParabola({ alpha: 2, beta: 0.3, amplitude: 1e-8, reference: 1 })],
])("reconstructed energies of %s are those of flux, area and dispersion", (_, spectrum) => {
  const { events } = simulateRun({
    id: 1,
    pointing,
    gti: goodTime([0, 1000]),
    responses: photonsOnly,
    sources: [{ position: target, spectrum }],
    liveFraction: 0.9,
    seed: 1,
  });
  expect(events.time.length).toBeGreaterThan(20000);
  const expected = expectedRate(spectrum, photonsOnly, 0.5).map((rate) => rate * 900);
  expect(pearson(histogram(events.energy, edges), expected)).toBeGreaterThan(chance);
});

test("distances from the source are those of the point-spread function", () => {
  // A line: all photons have nearly the same true energy.
  const spectrum = powerLaw({ index: 0, amplitude: 4e-8, reference: 1 });
  const { aeff } = photonsOnly;
  const values = aeff.values.map((value, i) => (i % aeff.energy.centers.length === 40 ? value : 0));
  const { events } = simulateRun({
    id: 1,
    pointing,
    gti: goodTime([0, 2000]),
    responses: { ...photonsOnly, aeff: { ...aeff, values } },
    sources: [{ position: target, spectrum }],
    seed: 2,
  });
  const distance = events.lon.map((lon, i) => separation(lon, events.lat[i], target.lon, target.lat));
  const energy = Float64Array.of(aeff.energy.centers[40]);
  const n = events.time.length;
  expect(n).toBeGreaterThan(20000);
  const radii = Float64Array.from({ length: 41 }, (_, k) => 0.01 * k);
  const within = radii.map((radius) => containment(photonsOnly.psf, energy, 0.5, radius)[0]);
  const expected = within.slice(1).map((value, k) => n * (value - within[k]));
  expect(pearson(histogram(distance, radii), expected)).toBeGreaterThan(chance);
  const inside = distance.filter((d) => d < 0.1).length;
  const share = within[10];
  expect(Math.abs(inside - share * n)).toBeLessThan(4 * Math.sqrt(n * share * (1 - share)));
});

test("positions lie around the source in all directions", () => {
  const { events } = simulateRun({
    id: 1,
    pointing,
    gti: goodTime([0, 500]),
    responses: photonsOnly,
    sources: [{ position: target, spectrum: crab }],
    seed: 3,
  });
  const angle = events.lat.map((lat, i) => {
    return Math.atan2(lat - target.lat, (events.lon[i] - target.lon) * Math.cos((target.lat * Math.PI) / 180));
  });
  const sectors = Float64Array.from({ length: 13 }, (_, k) => -Math.PI + (k * Math.PI) / 6);
  const expected = new Float64Array(12).fill(events.time.length / 12);
  expect(pearson(histogram(angle, sectors), expected)).toBeGreaterThan(chance);
});

test("arrival times follow the curve of the amplitude, and none falls into a gap", () => {
  const time = [0, 600, 1200];
  const value = [1e-9, 5e-9, 1e-9];
  const { events } = simulateRun({
    id: 1,
    pointing,
    gti: goodTime([0, 500], [700, 1200]),
    responses: photonsOnly,
    sources: [{ position: target, spectrum: crab, curves: { amplitude: { time, value } } }],
    seed: 4,
  });
  const bins = Float64Array.from({ length: 25 }, (_, k) => 50 * k);
  const perAmplitude = expectedRate(crab, photonsOnly, 0.5).reduce((a, b) => a + b) / 1e-8;
  const expected = bins.slice(1).map((stop) => {
    const middle = stop - 25;
    if (middle > 500 && middle < 700) return 0;
    return 50 * perAmplitude * (5e-9 - (4e-9 * Math.abs(middle - 600)) / 600);
  });
  const counts = histogram(events.time, bins);
  // Those that are reconstructed beyond the bins of energy, less than 1 %, are left out of both.
  const inRange = events.time.filter((_, i) => events.energy[i] >= 0.1 && events.energy[i] < 100);
  expect(pearson(histogram(inRange, bins), expected)).toBeGreaterThan(chance);
  expect([counts[10], counts[11], counts[12], counts[13]]).toEqual([0, 0, 0, 0]);
  expect(events.time.every((t, i) => i === 0 || t >= events.time[i - 1])).toBe(true);
});

test("the index of a function of time hardens the spectrum", () => {
  const { events } = simulateRun({
    id: 1,
    pointing,
    gti: goodTime([0, 1000]),
    responses: photonsOnly,
    sources: [{ position: target, spectrum: crab, curves: { index: (t) => (t < 500 ? 3 : 2) } }],
    seed: 5,
  });
  for (const [from, index] of [
    [0, 3],
    [500, 2],
  ]) {
    const part = events.energy.filter((_, i) => events.time[i] >= from && events.time[i] < from + 500);
    const model = powerLaw({ index, amplitude: 1e-8, reference: 1 });
    const expected = expectedRate(model, photonsOnly, 0.5).map((rate) => rate * 500);
    expect(pearson(histogram(part, edges), expected)).toBeGreaterThan(chance);
  }
});

test("a temporal model is a factor on the spectrum", () => {
  const temporal = expDecayTemporal({ t0: "500 s", t_ref: "60300.75 d", scale: "tt" });
  const { events } = simulateRun({
    id: 1,
    pointing,
    gti: goodTime([0, 1500]),
    responses: photonsOnly,
    sources: [{ position: target, spectrum: crab, temporal }],
    seed: 6,
    timeStep: 5,
  });
  const bins = Float64Array.from({ length: 16 }, (_, k) => 100 * k);
  const rate = expectedRate(crab, photonsOnly, 0.5).reduce((a, b) => a + b);
  const expected = bins.slice(1).map((stop) => rate * 500 * (Math.exp(-(stop - 100) / 500) - Math.exp(-stop / 500)));
  const inRange = events.time.filter((_, i) => events.energy[i] >= 0.1 && events.energy[i] < 100);
  expect(pearson(histogram(inRange, bins), expected)).toBeGreaterThan(chance);
});

test("a source keeps its photons when another source and background come after it", () => {
  const run = { id: 3, pointing, gti: goodTime([0, 60]), seed: 8 };
  const source = { position: target, spectrum: crab };
  const alone = simulateRun({ ...run, responses: photonsOnly, sources: [source] });
  const other = { position: pointing, spectrum: powerLaw({ index: 2, amplitude: 1e-10 }) };
  const crowded = simulateRun({ ...run, responses, sources: [source, other] });
  const times = new Set(crowded.events.time);
  expect(crowded.events.time.length).toBeGreaterThan(alone.events.time.length);
  expect(alone.events.time.every((t) => times.has(t))).toBe(true);
});

test.each([
  ["a parameter that does not exist", { indx: { time: [0], value: [2] } }, /has no parameter "indx"; it has index/],
  ["times that do not increase", { index: { time: [0, 0], value: [2, 3] } }, /increasing times/],
  ["a value too few", { index: { time: [0, 1], value: [2] } }, /2 times and 1 values/],
  ["a negative amplitude", { amplitude: () => -1e-11 }, /is -.* TeV, and no number of photons is/],
])("%s is refused", (_, curves, words) => {
  const sources = [{ position: target, spectrum: crab, curves }];
  expect(() =>
    simulateRun({ id: 1, pointing, gti: goodTime([0, 10]), responses: photonsOnly, sources, seed: 1 }),
  ).toThrow(words);
});

test.each([
  [
    "a flux in wrong units",
    { sources: [{ position: target, spectrum: powerLaw({ amplitude: 1, index: 2 }) }] },
    /at most 50000000/,
  ],
  [
    "a step of a nanosecond",
    { timeStep: 1e-9, sources: [{ position: target, spectrum: crab, curves: { index: () => 2 } }] },
    /more than 1000000 steps/,
  ],
  [
    "an axis that begins at zero",
    {
      sources: [{ position: target, spectrum: crab }],
      responses: {
        ...photonsOnly,
        aeff: {
          ...photonsOnly.aeff,
          energy: axisFromEdges([0, 1, 10], { name: "energy_true", unit: "TeV", scale: "log" }),
        },
      },
    },
    /begins at 0 TeV/,
  ],
  ["a step of zero", { timeStep: 0 }, /timeStep must be a positive number/],
  ["a live fraction above 1", { liveFraction: 1.1 }, /liveFraction must be a number from 0 to 1, not 1.1/],
])("%s is refused", (_, change, words) => {
  const run = { id: 1, pointing, gti: goodTime([0, 10]), responses: photonsOnly, sources: [], seed: 1 };
  expect(() => simulateRun({ ...run, ...change })).toThrow(words);
});
