import {
  axisFromBounds,
  axisFromCenters,
  createWcs,
  type ImageWcs,
  type MapDataset,
  type WcsMap,
} from "@gammakit/core";
import { expect, test } from "vitest";
import { extractSpectrum } from "../src/index.ts";

const center = { frame: "galactic", lon: 0, lat: 0 } as const;
const wcs = createWcs({ center, binSize: 0.1, shape: [20, 10] }) as ImageWcs;
const energy = axisFromBounds(1, 100, 2, { name: "energy", unit: "TeV", scale: "log" });
const energyTrue = axisFromCenters([1, 10, 100], { name: "energy_true", unit: "TeV", scale: "log" });
const pixels = 200;

function map(axes: WcsMap["axes"], unit: string, value: (pixel: number, bin: number) => number): WcsMap {
  const bins = axes[0].centers.length;
  const values = Float64Array.from({ length: bins * pixels }, (_, k) => value(k % pixels, Math.floor(k / pixels)));
  return { kind: "wcs-map", wcs, axes, unit, values };
}

const dataset: MapDataset = {
  kind: "map",
  name: "toy",
  counts: map([energy], "", (pixel, bin) => (pixel % 7) + bin),
  background: map([energy], "", (pixel, bin) => 0.1 * (pixel % 5) + 0.01 * bin),
  exposure: map([energyTrue], "cm2 s", (pixel, bin) => 1e10 * (bin + 1) * (1 + pixel / 1000)),
  meta: {},
};

const rectangle = (lon: number, width: number) =>
  ({ kind: "rectangle", center: { ...center, lon }, width, height: 0.6, angle: 0 }) as const;

/** What the pixels of a column range, rows 2 to 7, add up to. */
function sumOf({ values }: WcsMap, bin: number, first: number, last: number): number {
  let sum = 0;
  for (let y = 2; y <= 7; y++) for (let x = first; x <= last; x++) sum += values[bin * pixels + 20 * y + x];
  return sum;
}

test("counts and background are sums, the exposure is a mean over the pixels of the region", () => {
  // Ten columns in the middle: longitude increases to the left.
  const { spectrum, pixelCount, fractionOutside, fractionMasked } = extractSpectrum(dataset, rectangle(0, 1));
  expect(pixelCount).toBe(60);
  expect([fractionOutside, fractionMasked]).toEqual([0, 0]);
  for (const bin of [0, 1]) {
    expect(spectrum.counts[bin]).toBe(sumOf(dataset.counts, bin, 5, 14));
    expect(spectrum.background[bin]).toBeCloseTo(sumOf(dataset.background as WcsMap, bin, 5, 14), 12);
  }
  [0, 1, 2].forEach((bin) => {
    expect(spectrum.exposure[bin] / (sumOf(dataset.exposure, bin, 5, 14) / 60)).toBeCloseTo(1, 12);
  });
  expect(spectrum.energyTrueEdges).toEqual(energyTrue.edges);
  expect([...spectrum.maskSafe]).toEqual([1, 1]);
});

test("disjoint regions add up to their union: counts exactly, background to 1e-12", () => {
  const [left, right] = [rectangle(0.3, 0.4), rectangle(-0.2, 0.6)];
  const [a, b] = [left, right].map((region) => extractSpectrum(dataset, region).spectrum);
  const union = extractSpectrum(dataset, { kind: "union", regions: [left, right] }).spectrum;
  union.counts.forEach((counts, j) => {
    expect(counts).toBe(a.counts[j] + b.counts[j]);
    expect(Math.abs(union.background[j] - a.background[j] - b.background[j])).toBeLessThan(1e-12);
  });
});

test("what a mask hides does not count, and its fraction is told; the exposure is that of the whole region", () => {
  const maskSafe = map([energy], "", (pixel, bin) => (bin === 0 && pixel % 20 < 10 ? 0 : 1));
  const { spectrum, fractionMasked } = extractSpectrum({ ...dataset, maskSafe }, rectangle(0, 1));
  expect(spectrum.counts[0]).toBe(sumOf(dataset.counts, 0, 10, 14));
  expect(spectrum.counts[1]).toBe(sumOf(dataset.counts, 1, 5, 14));
  expect(fractionMasked).toBe(0.25);
  expect(spectrum.exposure).toEqual(extractSpectrum(dataset, rectangle(0, 1)).spectrum.exposure);
});

test("masks that leave no pixel together leave no bin, though each leaves some", () => {
  const left = map([energy], "", (pixel) => (pixel % 20 < 10 ? 1 : 0));
  const right = map([energy], "", (pixel) => (pixel % 20 < 10 ? 0 : 1));
  const made = extractSpectrum({ ...dataset, maskSafe: left, maskFit: right }, rectangle(0, 1));
  expect([...made.spectrum.maskSafe]).toEqual([0, 0]);
  expect(made.fractionMasked).toBe(1);
});

test("a region beyond the edge is told, one beside the map has no pixel and no safe bin", () => {
  const cut = extractSpectrum(dataset, rectangle(1, 1));
  expect(cut.pixelCount).toBe(30);
  expect(cut.fractionOutside).toBeCloseTo(0.5, 12);
  const beside = extractSpectrum(dataset, rectangle(5, 1));
  expect([beside.pixelCount, beside.fractionOutside]).toEqual([0, 1]);
  expect([...beside.spectrum.maskSafe, ...beside.spectrum.counts]).toEqual([0, 0, 0, 0]);
});

test("a pixel that is no number makes every bin unsafe, unless a mask hides it", () => {
  const counts = { ...dataset.counts, values: dataset.counts.values.slice() };
  counts.values[20 * 5 + 10] = Number.NaN;
  const made = extractSpectrum({ ...dataset, counts }, rectangle(0, 1));
  expect(made.hasInvalidPixels).toBe(true);
  expect([...made.spectrum.maskSafe]).toEqual([0, 0]);
  const maskSafe = map([energy], "", (pixel) => (pixel === 20 * 5 + 10 ? 0 : 1));
  expect(extractSpectrum({ ...dataset, counts, maskSafe }, rectangle(0, 1)).hasInvalidPixels).toBe(false);
});

test("without an energy dispersion each true bin falls where it overlaps", () => {
  const { edisp } = extractSpectrum(dataset, rectangle(0, 1)).spectrum;
  for (let i = 0; i < 3; i++) {
    const [low, high] = [energyTrue.edges[i], energyTrue.edges[i + 1]];
    const inside = (Math.min(high, 100) - Math.max(low, 1)) / (high - low);
    expect(edisp[2 * i] + edisp[2 * i + 1]).toBeCloseTo(inside, 12);
  }
});

test("the containment correction is for circles and needs a point-spread function", () => {
  const circle = { kind: "circle", center, radius: 0.3 } as const;
  const options = { containmentCorrection: true };
  expect(() => extractSpectrum(dataset, rectangle(0, 1), options)).toThrow(/not for a rectangle/);
  expect(() => extractSpectrum(dataset, circle, options)).toThrow(/has no point-spread function/);
  const rad = axisFromBounds(0, 1, 100, { name: "rad", unit: "deg", scale: "lin" });
  const sigma = 0.2;
  const perSr = (r: number) => Math.exp((-r * r) / (2 * sigma ** 2)) / (2 * Math.PI * (sigma * (Math.PI / 180)) ** 2);
  const values = Float64Array.from({ length: 300 }, (_, k) => perSr(rad.centers[k % 100]));
  const psf = { kind: "region-map", axes: [rad, energyTrue], unit: "sr-1", values } as const;
  const plain = extractSpectrum(dataset, circle).spectrum.exposure;
  const corrected = extractSpectrum({ ...dataset, psf }, circle, options).spectrum.exposure;
  const inside = 1 - Math.exp(-(0.3 ** 2) / (2 * sigma ** 2));
  corrected.forEach((value, i) => {
    expect(Math.abs(value / plain[i] - inside)).toBeLessThan(3e-4);
  });
});
