import {
  type Axis,
  axisFromBounds,
  axisFromCenters,
  axisFromEdges,
  createWcs,
  type ImageWcs,
  type MapDataset,
  type Region,
  type RegionMap,
  type SkyMap,
  type WcsMap,
} from "@gammakit/core";
import { expect, test } from "vitest";
import { extractSpectra, extractSpectrum } from "../src/index.ts";

const center = { frame: "galactic", lon: 0, lat: 0 } as const;
const wcs = createWcs({ center, binSize: 0.1, shape: [20, 10] }) as ImageWcs;
const energyTrue = axisFromCenters([1, 10, 100], { name: "energy_true", unit: "TeV", scale: "log" });
const decades = axisFromEdges([1, 10, 100], { name: "energy", unit: "TeV", scale: "log" });

function flat(axis: Axis, unit: string, value: number): WcsMap {
  return { kind: "wcs-map", wcs, axes: [axis], unit, values: new Float64Array(200 * axis.centers.length).fill(value) };
}

function datasetWith(responses: Pick<MapDataset, "edisp" | "psf">, energy: Axis = decades): MapDataset {
  return {
    kind: "map",
    name: "toy",
    counts: flat(energy, "", 1),
    exposure: flat(energyTrue, "cm2 s", 1e10),
    ...responses,
    meta: {},
  };
}

function inMigra(migra: Axis, density: readonly number[]): RegionMap {
  return { kind: "region-map", axes: [migra, energyTrue], unit: "", values: Float64Array.from(density) };
}

/** A response on an image of 2 × 1 pixels of 1°, west of the center and east of it, by the values of each. */
function onPixels(axes: readonly Axis[], east: readonly number[], west: readonly number[]): WcsMap {
  const two = createWcs({ center, binSize: 1, shape: [2, 1] }) as ImageWcs;
  return { kind: "wcs-map", wcs: two, axes, unit: "", values: Float64Array.from(east.flatMap((v, k) => [v, west[k]])) };
}

const circle = (lon: number): Region => ({ kind: "circle", center: { ...center, lon }, radius: 0.2 });
const kernelOf = (edisp: SkyMap, region = circle(0), energy = decades) => [
  ...extractSpectrum(datasetWith({ edisp }, energy), region).spectrum.edisp,
];
const near = (values: readonly number[], digits = 14) => values.map((value) => expect.closeTo(value, digits));

test("a kernel is the difference of the cumulative probability in migra, at the edges over the true energy", () => {
  // F is 0, 0.2, 0.6 and 1 at the edges 0, 0.5, 1 and 2; at 0.004, 0.04 it is 0.4 times that.
  const migra = axisFromEdges([0, 0.5, 1, 2], { name: "migra", unit: "", scale: "lin" });
  const density = [0.4, 0.8, 0.4];
  const found = kernelOf(inMigra(migra, [...density, ...density, ...density]));
  // Of 1 TeV: F(1), F(10), F(100); of 10 TeV: F(0.1), F(1), F(10); of 100 TeV: F(0.01), F(0.1), F(1).
  expect(found).toEqual(near([0.4, 0, 0.56, 0.4, 0.036, 0.56]));
});

test("what a map in migra says is not normalized, and gaps and negative probabilities are 0", () => {
  const migra = axisFromEdges([0, 0.5, 1, 2], { name: "migra", unit: "", scale: "lin" });
  const found = kernelOf(inMigra(migra, [0.8, 1.6, 0.8, 0.4, Number.NaN, 0.4, 0.4, -0.8, 0.4]));
  // Of 100 TeV F is 0.2 at 0.5 and −0.2 at 1: F(0.01), F(0.1), F(1) are 0.004, 0.04, −0.2.
  expect(found).toEqual(near([0.8, 0, 0.16, 0.4, 0.036, 0]));
});

test("along a logarithmic migra axis the cumulative probability is linear in the logarithm", () => {
  const migra = axisFromEdges([0.01, 1, 100], { name: "migra", unit: "", scale: "log" });
  const density = [0.5 / 0.99, 0.5 / 99];
  const found = kernelOf(inMigra(migra, [...density, ...density, ...density]));
  expect(found).toEqual(near([0.25, 0.25, 0.25, 0.25, 0.25, 0.25]));
});

test("a kernel from Gaussians in migra is that of Gammapy 1.0, to 1e-13", () => {
  const migra = axisFromBounds(0.2, 3, 14, { name: "migra", unit: "", scale: "lin" });
  const energy = axisFromBounds(1, 100, 4, { name: "energy", unit: "TeV", scale: "log" });
  const density = ([mean, sigma]: readonly [number, number]) =>
    Array.from(migra.centers, (mu) => Math.exp(-0.5 * ((mu - mean) / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI)));
  const rows = [[1.2, 0.4] as const, [1.05, 0.25] as const, [0.9, 0.15] as const];
  // EDispMap(map).get_edisp_kernel(energy_axis=energy).pdf_matrix, both in double precision.
  const expected = [
    [0.6933313233447516, 4.551914400963142e-15, 0, 0],
    [0.0020604153609793028, 0.4162263924675918, 0.5814713719178405, 0],
    [0, 0, 0.00010369858777454474, 0.7658725298482101],
  ];
  const found = kernelOf(inMigra(migra, rows.flatMap(density)), circle(0), energy);
  expect(found).toEqual(near(expected.flat(), 13));
});

test.each<[string, Axis, readonly number[], readonly number[]]>([
  ["a kernel", decades, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0.9, 0.1, 0.8, 0.2, 0.7, 0.3]],
  [
    "a density in migra",
    axisFromEdges([0, 2], { name: "migra", unit: "", scale: "lin" }),
    [0.5, 0.5, 0.5],
    [0.25, 0.25, 0.25],
  ],
])("of %s on an image, a region has the pixel nearest to its center", (_, first, left, right) => {
  const edisp = onPixels([first, energyTrue], left, right);
  const alone = (values: readonly number[]) =>
    kernelOf({ kind: "region-map", axes: edisp.axes, unit: "", values: Float64Array.from(values) });
  const [east, west] = [alone(left), alone(right)];
  expect(east).not.toEqual(west);
  // Longitude grows to the east, which is left.
  expect(kernelOf(edisp, circle(0.3))).toEqual(east);
  expect(kernelOf(edisp, circle(-0.3))).toEqual(west);
  // Beyond the image it is the outermost, half-way the one of the lower index.
  expect(kernelOf(edisp, circle(40))).toEqual(east);
  expect(kernelOf(edisp, circle(0))).toEqual(east);
  const at = { ...center, lon: -0.2 };
  expect(kernelOf(edisp, { kind: "annulus", center: at, innerRadius: 0.3, outerRadius: 0.6 })).toEqual(west);
  expect(kernelOf(edisp, { kind: "rectangle", center: at, width: 0.9, height: 0.2, angle: 0 })).toEqual(west);
  const polygon = { kind: "polygon", vertices: [at, { ...at, lat: 0.3 }, { ...at, lon: -0.4 }] } as const;
  expect(kernelOf(edisp, polygon)).toEqual(west);
});

test("a center that the image of the responses has no place for has a kernel of zeros", () => {
  const plane = createWcs({ center, binSize: 1, shape: [2, 1], projection: "TAN" }) as ImageWcs;
  const edisp = { ...onPixels([decades, energyTrue], [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]), wcs: plane };
  expect(kernelOf(edisp, circle(180))).toEqual([0, 0, 0, 0, 0, 0]);
});

test("several spectra at once are those of one at a time, and share the kernels of a pixel", async () => {
  const edisp = onPixels([decades, energyTrue], [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0.9, 0.1, 0.8, 0.2, 0.7, 0.3]);
  const dataset = datasetWith({ edisp });
  const regions = [circle(0.6), circle(0.3), circle(-0.3)];
  const spectra = await extractSpectra(dataset, regions);
  regions.forEach((region, i) => {
    expect(spectra[i]).toEqual(extractSpectrum(dataset, region, { name: `region-${i}` }));
  });
  const [a, b, c] = spectra.map(({ spectrum }) => spectrum.edisp);
  expect(b).toBe(a);
  expect(c).not.toEqual(a);
  const background = flat(decades, "", 0.25);
  const [other] = await extractSpectra({ ...datasetWith({}), background: dataset.counts }, regions, { background });
  expect(other.spectrum.background[0]).toBe(other.pixelCount / 4);
});

test("the point-spread function of a place is linear between pixels and beyond them", () => {
  const rad = axisFromEdges([0, 0.2, 0.4], { name: "rad", unit: "deg", scale: "lin" });
  const steradian = (Math.PI / 180) ** 2;
  // Of a density p the circle of 0.2° holds 2π · 0.1° · 0.2° · p.
  const ofFraction = (fraction: number) => {
    const density = fraction / (2 * Math.PI * 0.1 * 0.2 * steradian);
    return [density, 0, density, 0, density, 0];
  };
  const psf = { ...onPixels([rad, energyTrue], ofFraction(0.8), ofFraction(0.4)), unit: "sr-1" };
  const dataset = datasetWith({ psf });
  const contained = (lon: number) => {
    const { exposure } = extractSpectrum(dataset, circle(lon), { containmentCorrection: true }).spectrum;
    return [...exposure].map((value) => value / 1e10);
  };
  for (const [lon, fraction] of [
    [0.5, 0.8],
    [0, 0.6],
    [-0.25, 0.5],
    [0.75, 0.9],
  ]) {
    expect(contained(lon)).toEqual(near([fraction, fraction, fraction], 12));
  }
});

test("responses in other axes than can be used are refused with what they have", () => {
  const rad = axisFromEdges([0, 0.2], { name: "rad", unit: "deg", scale: "lin" });
  const psf = { kind: "region-map", axes: [rad, decades], unit: "sr-1", values: new Float64Array(2) } as const;
  expect(() => extractSpectrum(datasetWith({ psf }), circle(0), { containmentCorrection: true })).toThrow(
    /needs a point-spread function with the axes rad and energy_true; this one has rad, energy\./,
  );
  const migra = axisFromEdges([0, 2], { name: "migra", unit: "TeV", scale: "lin" });
  expect(() => kernelOf(inMigra(migra, [1, 1, 1]))).toThrow(/ratios without a unit .*; this one has the unit "TeV"/);
  const ratio = { ...migra, unit: "" };
  const short: RegionMap = { kind: "region-map", axes: [ratio, decades], unit: "", values: new Float64Array(2) };
  expect(() => kernelOf(short)).toThrow(/the 3 true energies of the exposure; .* and 2 true energies/);
  const kernel = onPixels([decades, decades], [1, 1, 1, 1], [0, 1, 0, 1]);
  expect(() => kernelOf(kernel)).toThrow(
    "The energy dispersion has the axes energy (2), energy (2); the counts and the exposure ask for energy (2), energy_true (3).",
  );
});
