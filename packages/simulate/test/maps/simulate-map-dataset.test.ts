import {
  axisFromBounds,
  compileIntegral,
  compileWcs,
  parameterValues,
  type SkyMap,
  separation,
  solidAngles,
} from "@gammakit/core";
import { readMapDataset, writeMapDataset } from "@gammakit/io";
import { constantSpatial, gaussianSpatial, pointSpatial, powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { latLike, simulateMapDataset } from "../../src/index.ts";
import { chance } from "../support/crab-like.ts";
import { pearson } from "../support/pearson.ts";

const center = { frame: "galactic", lon: 0, lat: 0 } as const;
const energy = axisFromBounds(0.01, 2, 6, { name: "energy", unit: "TeV", scale: "log" });
const energyTrue = axisFromBounds(0.006, 3, 14, { name: "energy_true", unit: "TeV", scale: "log" });
const map = { instrument: latLike, center, binSize: 0.05, width: [8, 4], energy, energyTrue, seed: 1 } as const;
const spectrum = powerLaw({ index: 2, amplitude: 1e-8, reference: 0.1 });

/** Expected counts of all directions per reconstructed bin, from the dispersion of the dataset. */
function expectedCounts(edisp: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: 6 }, (_, j) => photons().reduce((sum, n, i) => sum + n * edisp[i * 6 + j], 0));
}

/** Those per true bin. */
function perTrueBin(edisp: ArrayLike<number>): Float64Array {
  return photons().map((n, i) => n * [0, 1, 2, 3, 4, 5].reduce((sum, j) => sum + edisp[i * 6 + j], 0));
}

/** Photons on the exposure per true bin. */
function photons(): Float64Array {
  const flux = new Float64Array(14);
  compileIntegral(spectrum, energyTrue.edges)(parameterValues(spectrum), flux);
  return flux.map((value) => value * latLike.exposure);
}

function perBin(values: ArrayLike<number>): Float64Array {
  const out = new Float64Array(6);
  for (let k = 0; k < values.length; k++) out[Math.floor(k / (values.length / 6))] += values[k];
  return out;
}

test("a point source has the counts of its flux, and its spread is that of the dataset's point-spread function", () => {
  const position = { frame: "galactic", lon: 0.51, lat: -0.32 } as const;
  const dataset = simulateMapDataset({ ...map, sources: [{ position, spectrum }] });
  const { counts, background, edisp, psf } = dataset;
  if (edisp === undefined || psf === undefined) throw new Error("a response is missing");
  const expected = expectedCounts(edisp.values);
  const found = perBin(counts.values);
  expect(pearson(found, expected)).toBeGreaterThan(chance);
  expect(background?.values.every((value) => value === 0)).toBe(true);

  const { toSky } = compileWcs(counts.wcs);
  const xy = new Float64Array(2);
  let [all, square, fourth] = [0, 0, 0];
  for (let k = 0; k < counts.values.length; k++) {
    toSky(k % 160, Math.floor(k / 160) % 80, xy);
    const d2 = separation(xy[0], xy[1], position.lon, position.lat) ** 2;
    all += counts.values[k];
    square += counts.values[k] * d2;
    fourth += counts.values[k] * d2 * d2;
  }
  const mean = square / all;
  // A pixel adds its own variance, 1/12 of its width squared in each direction.
  const pixel = (2 * 0.05 ** 2) / 12;
  const weighted = perTrueBin(edisp.values).map((n, i) => n * meanSquare(psf, i));
  const expectedMean = weighted.reduce((a, b) => a + b) / expected.reduce((a, b) => a + b) + pixel;
  expect(all).toBeGreaterThan(1000);
  expect(Math.abs(mean - expectedMean)).toBeLessThan(4 * Math.sqrt((fourth / all - mean * mean) / all));
});

/** Mean of the squared distance of the point-spread function of a true bin: the sum over the rings of its table. */
function meanSquare({ axes, values }: SkyMap, bin: number): number {
  const [{ centers, edges }] = axes;
  return centers.reduce((sum, r, k) => {
    const ring = 2 * Math.PI * r * (edges[k + 1] - edges[k]) * (Math.PI / 180) ** 2;
    return sum + r * r * ring * values[bin * centers.length + k];
  }, 0);
}

test("an extended source loses nothing but what lies beyond the map", () => {
  const spatial = gaussianSpatial({ lon_0: 0, lat_0: 0, sigma: 0.3, frame: "galactic" });
  const dataset = simulateMapDataset({ ...map, sources: [], diffuse: [{ spatial, spectrum }] });
  const expected = expectedCounts(dataset.edisp?.values ?? []);
  perBin(dataset.background?.values ?? []).forEach((value, j) => {
    expect(Math.abs(value / expected[j] - 1)).toBeLessThan(1e-3);
  });
});

test("diffuse emission is the background, even over the map, and counts are drawn around it", () => {
  const spatial = constantSpatial({ value: 10 });
  const dataset = simulateMapDataset({ ...map, sources: [], diffuse: [{ spatial, spectrum }] });
  const area = solidAngles(dataset.counts.wcs).reduce((a, b) => a + b);
  const expected = expectedCounts(dataset.edisp?.values ?? []).map((value) => value * 10 * area);
  const values = dataset.background?.values ?? [];
  perBin(values).forEach((value, j) => {
    expect(Math.abs(value / expected[j] - 1)).toBeLessThan(1e-6);
  });
  expect(pearson(dataset.counts.values, values)).toBeGreaterThan(chance);
});

test("a seed gives the same map, which is read as it was written", async () => {
  const options = { ...map, sources: [{ position: center, spectrum }] };
  const dataset = simulateMapDataset(options);
  expect(simulateMapDataset(options)).toEqual(dataset);
  expect(simulateMapDataset({ ...options, seed: 2 }).counts).not.toEqual(dataset.counts);
  const again = await readMapDataset(writeMapDataset(dataset));
  expect(again.counts.values).toEqual(dataset.counts.values);
  expect(again.background?.values).toEqual(dataset.background?.values);
  expect(again.edisp?.values).toEqual(dataset.edisp?.values);
  expect(again.psf?.values).toEqual(dataset.psf?.values);
});

test("a point as a shape is refused: it has a position", () => {
  const sources = [{ spatial: pointSpatial({}), spectrum }];
  expect(() => simulateMapDataset({ ...map, sources })).toThrow(/has no extension: give its position/);
});
