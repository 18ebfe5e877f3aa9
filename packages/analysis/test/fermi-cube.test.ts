import {
  concentricAnnuli,
  cutout,
  type MapDataset,
  type MapValues,
  pixelsInRegion,
  type Region,
  rectanglesAlong,
  type SpectrumDataset,
  sliceEnergy,
  smooth,
  sumOverAxes,
} from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";
import { readMapDataset } from "@gammakit/io";
import { extractSpectrum } from "@gammakit/makers";
import { powerLaw } from "@gammakit/models";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { beforeAll, expect, test } from "vitest";
import { fileHost } from "./file-host.ts";

interface Reference {
  readonly smoothed: { readonly max: number; readonly sum: number; readonly centerRow: readonly number[] };
  readonly profiles: readonly {
    readonly columns: Readonly<
      Record<
        "norm" | "npred" | "npred_excess",
        { readonly values: readonly (readonly (number | "nan" | readonly [number])[])[] }
      >
    >;
  }[];
}

const sum = (values: MapValues) => Array.from(values).reduce((total, value) => total + value, 0);
const first = (cell: number | "nan" | readonly [number]) => Number(Array.isArray(cell) ? cell[0] : cell);
const largest = (found: ArrayLike<number>, expected: readonly number[]) =>
  Math.max(...expected.map((value, i) => Math.abs(found[i] / value - 1)));

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "the cube of the Galactic center, step by step", () => {
  let dataset: MapDataset;
  let reference: Reference;
  let rectangles: readonly Region[];
  let rings: readonly Region[];
  const model = powerLaw({ index: 2.3, amplitude: 1e-12 });
  const spectrumOf = (region: Region) => extractSpectrum(dataset, region).spectrum;

  beforeAll(async () => {
    const { openFile, inflate } = await fileHost();
    dataset = await readMapDataset(openFile("fermi-3fhl-gc/fermi-3fhl-gc.fits.gz"), { ...(inflate && { inflate }) });
    reference = await readJson<Reference>("GAMMAKIT_REFERENCE", "flux-profiles.json");
    const { wcs } = dataset.counts;
    const plane = (lon: number) => ({ frame: "galactic" as const, lon, lat: 0 });
    rectangles = rectanglesAlong({ start: plane(10), end: plane(350), height: 3, count: 51, wcs }).regions;
    rings = concentricAnnuli({ center: plane(0), radiusMin: 1e-5, radiusMax: 1.5, count: 10 }).regions;
  });

  test("counts smoothed by 0.1 deg agree with the reference to 1e-12", () => {
    const image = smooth(sumOverAxes(dataset.counts), { width: 0.1 });
    const at = (y: number, x: number) => image.values[y * 400 + x];
    const { max, sum: total, centerRow } = reference.smoothed;
    expect(largest([at(99, 200), sum(image.values), at(0, 0)], [max, total, 0.038178179949646944])).toBeLessThan(1e-12);
    expect(Math.max(...image.values)).toBe(at(99, 200));
    expect(centerRow).toHaveLength(20);
    // Every twentieth pixel of row 100.
    const row = centerRow.map((_, i) => at(100, 20 * i));
    expect(largest(row, centerRow)).toBeLessThan(1e-12);
  });

  test("a cutout of 3 deg has 60 × 60 pixels and 4074 counts, and is smoothed within its own edges", () => {
    const part = cutout(sumOverAxes(dataset.counts), { frame: "galactic", lon: 0, lat: 0 }, 3);
    expect(part.wcs.shape).toEqual([60, 60]);
    expect(part.wcs.crpix).toEqual([30.5, 30.5]);
    expect(sum(part.values)).toBe(4074);
    const { values } = smooth(part, { width: 0.1 });
    expect(largest([values[30 * 60 + 30], values[0]], [10.565132067456755, 0.40497118111785824])).toBeLessThan(1e-12);
  });

  test("rectangle 10 has 480 pixels and the exposure of the reference, but for its sums in single precision", () => {
    expect(pixelsInRegion(dataset.counts.wcs, rectangles[10]).pixels).toHaveLength(480);
    const { exposure } = spectrumOf(rectangles[10]);
    expect(largest(exposure, [3.198015e11, 3.188478e11, 3.164996e11])).toBeLessThan(5e-6);
  });

  test("rectangle 25 has the counts, background, exposure and predictions of the reference", () => {
    const spectrum = spectrumOf(rectangles[25]) as SpectrumDataset;
    expect(Array.from(spectrum.counts)).toEqual([414, 233, 119, 66, 43, 20, 14, 6, 4, 3, 1]);
    const background = [
      163.98042990267277, 94.11785225570202, 54.96778467670083, 32.983031291514635, 20.070097662508488,
      12.660146963782609, 8.191686033271253, 5.333589910995215, 3.479314162861556, 2.2937058974057436,
      1.5360075609060004,
    ];
    expect(largest(spectrum.background, background)).toBeLessThan(1e-5);
    expect(largest(spectrum.exposure, [3.2334725e11, 3.2245852e11, 3.2017642e11])).toBeLessThan(1e-5);
    const signal = [
      38.36146576683664, 24.058162928781062, 15.187656454576992, 9.746571748597193, 6.203730620104942,
      3.9007229603199933, 2.4445112274847363, 1.5321717485936754, 0.9623866967138734, 0.604348658788379,
      0.37713070470947174,
    ];
    expect(largest(predictCounts(spectrum, [model]), signal)).toBeLessThan(1e-5);
  });

  test.each([
    [0, "rectangles", 51, 47, [0.01, 0.5]],
    [1, "rings", 10, 20, [0.01, 0.0844716, 0.5]],
  ] as const)(
    "profile %d, %s: counts predicted at the reference's norms lie within 1e-5",
    (k, _, count, fitted, edges) => {
      const { norm, npred, npred_excess } = reference.profiles[k].columns;
      const regions = k === 0 ? rectangles : rings;
      expect(regions).toHaveLength(count);
      expect(norm.values).toHaveLength(count);
      let compared = 0;
      regions.forEach((region, i) => {
        edges.slice(1).forEach((high, j) => {
          const scale = first(norm.values[i][j]);
          if (Number.isNaN(scale)) return;
          const band = sliceEnergy(spectrumOf(region), edges[j], high).dataset as SpectrumDataset;
          const visible = (values: Float64Array) => sum(values.filter((_value, n) => band.maskSafe[n]));
          const excess = scale * visible(predictCounts(band, [model]));
          expect(Math.abs(excess / first(npred_excess.values[i][j]) - 1)).toBeLessThan(1e-5);
          expect(Math.abs((excess + visible(band.background)) / first(npred.values[i][j]) - 1)).toBeLessThan(1e-5);
          compared++;
        });
      });
      expect(compared).toBe(fitted);
    },
  );

  test("disjoint rectangles hold what their union holds: counts exactly, background to 1e-12", () => {
    const parts = rectangles.slice(20, 30).map(spectrumOf);
    const union = spectrumOf({ kind: "union", regions: rectangles.slice(20, 30) });
    const total = (name: "counts" | "background") =>
      union[name].map((_, j) => parts.reduce((all, part) => all + (part as SpectrumDataset)[name][j], 0));
    expect(union.counts).toEqual(total("counts"));
    expect(largest(union.background, Array.from(total("background")))).toBeLessThan(1e-12);
  });
});
