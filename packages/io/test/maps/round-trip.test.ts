import {
  axisFromCenters,
  axisFromEdges,
  createRegistry,
  createWcs,
  type MapDataset,
  type Region,
  type RegionMap,
  type WcsMap,
} from "@gammakit/core";
import { parseFits, verifyFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import { ioPlugin, readMap, readMapDataset, readMapDatasetOnOff, writeMap, writeMapDataset } from "../../src/index.ts";
import { smallDataset } from "./small-dataset.ts";

const energy = axisFromEdges([0.1, 1, 10], { name: "energy", unit: "TeV", scale: "log" });
const offset = axisFromCenters([0, 1, 2], { name: "offset", unit: "deg", scale: "lin" });
const root = axisFromEdges([0, 1, 4, 9], { name: "distance", unit: "kpc", scale: "sqrt" });
const wcs = createWcs({
  center: { frame: "galactic", lon: 0, lat: 0 },
  binSize: 0.1,
  shape: [40, 30],
  projection: "TAN",
});

test("a dataset with everything comes back as it was", async () => {
  const bytes = writeMapDataset(smallDataset);
  expect(await readMapDataset(bytes)).toEqual(smallDataset);
  expect(verifyFits(parseFits(bytes))).toEqual([]);
});

test("OFF counts that rounding left below 0 become 0, and others are refused", async () => {
  const { background: _, ...fields } = smallDataset;
  const withOff = (lowest: number) => {
    const countsOff = { ...fields.counts, values: Float32Array.of(lowest, ...Array.from({ length: 11 }, () => 400)) };
    const [acceptance, acceptanceOff] = [fields.counts, fields.counts];
    return writeMapDataset({ ...fields, kind: "map-on-off", countsOff, acceptance, acceptanceOff });
  };
  const { countsOff } = await readMapDatasetOnOff(withOff(-4e-7));
  expect([...countsOff.values.subarray(0, 2)]).toEqual([0, 400]);
  await expect(readMapDatasetOnOff(withOff(-0.5))).rejects.toThrow(/COUNTS_OFF.*pixel \(0, 0\).*cannot be negative/);
});

const migra = axisFromEdges([0.2, 1, 5], { name: "migra", unit: "", scale: "lin" });
const [{ axes: countsAxes }, { axes: exposureAxes }] = [smallDataset.counts, smallDataset.exposure];
const oneRatio = axisFromEdges([0.2, 5], { name: "migra", unit: "", scale: "lin" });
const oneRadius = axisFromEdges([0, 0.3], { name: "rad", unit: "deg", scale: "lin" });
const { axes: psfAxes } = smallDataset.psf as RegionMap;

/** A map on 2 × 1 pixels of its own, of values that all differ. */
function onOtherPixels(axes: WcsMap["axes"], unit: string): WcsMap {
  const size = axes.reduce((product, { centers }) => product * centers.length, 2);
  const two = { ...smallDataset.counts.wcs, shape: [2, 1], cd: [-2, 0, 0, 2] } as const;
  return { kind: "wcs-map", wcs: two, axes, unit, values: Float32Array.from({ length: size }, (_, i) => 1 / (i + 1)) };
}

test("responses that differ from place to place come back as they were, in migra or as a kernel", async () => {
  const dataset: MapDataset = {
    ...smallDataset,
    edisp: onOtherPixels([migra, ...exposureAxes], ""),
    edispExposure: onOtherPixels([oneRatio, ...exposureAxes], "cm2 s"),
    psf: onOtherPixels(psfAxes, "sr-1"),
    psfExposure: onOtherPixels([oneRadius, ...exposureAxes], "cm2 s"),
  };
  const bytes = writeMapDataset(dataset);
  expect(await readMapDataset(bytes)).toEqual(dataset);
  expect(verifyFits(parseFits(bytes))).toEqual([]);
  const kernel: MapDataset = { ...smallDataset, edisp: onOtherPixels([...countsAxes, ...exposureAxes], "") };
  expect(await readMapDataset(writeMapDataset(kernel))).toEqual(kernel);
});

test("a dispersion in migra and a point-spread function of reconstructed energies that are the same everywhere come back", async () => {
  const one = (axes: WcsMap["axes"], unit: string): RegionMap => {
    const size = axes.reduce((product, { centers }) => product * centers.length, 1);
    return { kind: "region-map", axes, unit, values: Float64Array.from({ length: size }, (_, i) => i) };
  };
  const dataset: MapDataset = {
    ...smallDataset,
    edisp: one([migra, ...exposureAxes], ""),
    edispExposure: one([oneRatio, ...exposureAxes], "cm2 s"),
    psf: one([psfAxes[0], ...countsAxes], "sr-1"),
  };
  expect(await readMapDataset(writeMapDataset(dataset))).toEqual(dataset);
});

test("a response whose pixels are all alike becomes one without a place, unless its exposure differs", async () => {
  const spread = onOtherPixels([migra, ...exposureAxes], "");
  const edisp = { ...spread, values: spread.values.map((_, i) => spread.values[i - (i % 2)]) };
  const alike = await readMapDataset(writeMapDataset({ ...smallDataset, edisp }));
  expect(alike.edisp).toEqual({
    kind: "region-map",
    axes: edisp.axes,
    unit: "",
    values: Float64Array.from(edisp.values.filter((_, i) => i % 2 === 0)),
  });
  const edispExposure = onOtherPixels([oneRatio, ...exposureAxes], "cm2 s");
  const weighted = await readMapDataset(writeMapDataset({ ...smallDataset, edisp, edispExposure }));
  expect([weighted.edisp, weighted.edispExposure]).toEqual([edisp, edispExposure]);
});

test("an image with three axes comes back to the bit, with its unit and meta", async () => {
  const size = 40 * 30 * 2 * 3 * 3;
  const map: WcsMap = {
    kind: "wcs-map",
    wcs: { ...wcs, shape: [40, 30] },
    axes: [energy, offset, root],
    unit: "cm-2 s-1",
    values: Float64Array.from({ length: size }, (_, i) => Math.sin(i)),
    meta: { interp: "log" },
  };
  expect(await readMap(writeMap(map, "FLUX"), "FLUX")).toEqual(map);
});

test.each([
  ["8-bit", Uint8Array.of(0, 1, 255, 3)],
  ["32-bit", Int32Array.of(-1, 0, 1, 2 ** 31 - 1)],
  ["single-precision", Float32Array.of(0.1, Number.NaN, 1e30, -0)],
  ["double-precision", Float64Array.of(0.1, Number.NaN, 1e300, -0)],
])("%s values keep their type", async (_, values) => {
  const map: WcsMap = { kind: "wcs-map", wcs: { ...wcs, shape: [2, 2] }, axes: [], unit: "", values };
  expect((await readMap(writeMap(map))).values).toEqual(values);
});

test("a mask is 1 where it is not 0, whatever its integers", async () => {
  const values = Int32Array.of(0, 1, -5, 7);
  const map: WcsMap = { kind: "wcs-map", wcs: { ...wcs, shape: [2, 2] }, axes: [], unit: "", values };
  expect((await readMap(writeMap(map, "MY_MASK"))).values).toEqual(Uint8Array.of(0, 1, 1, 1));
});

const center = { frame: "galactic", lon: 0.5, lat: 0.25 } as const;
const shapes: readonly Region[] = [
  { kind: "circle", center, radius: 0.3 },
  { kind: "annulus", center, innerRadius: 0.2, outerRadius: 0.5 },
  { kind: "rectangle", center, width: 1, height: 0.5, angle: 30 },
  { kind: "ellipse", center, width: 1, height: 0.5, angle: -30 },
  { kind: "polygon", vertices: [center, { ...center, lat: 1 }, { ...center, lon: 1.5 }] },
  { kind: "point", center },
];

test.each([
  ...shapes.map((region) => [region.kind, region] as const),
  ["union", { kind: "union", regions: shapes }] as const,
])("a map of a region keeps its %s", async (_, region) => {
  const map: RegionMap = {
    kind: "region-map",
    region,
    wcs,
    axes: [energy],
    unit: "s-1",
    values: Float64Array.of(1, 2),
  };
  expect(await readMap(writeMap(map))).toEqual(near(map));
});

/** The same structure, its numbers to within 1e-8. */
function near(value: unknown): unknown {
  if (typeof value === "number") return expect.closeTo(value, 8);
  if (Array.isArray(value)) return value.map(near);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, near(inner)]));
}

test("a polygon that ends in the middle of the first pixel keeps that vertex", async () => {
  const plane = createWcs({ center: { frame: "galactic", lon: 10, lat: 0 }, binSize: 0.5, shape: [7, 7] });
  const at = (lon: number, lat: number) => ({ frame: "galactic", lon, lat }) as const;
  const vertices = [at(11.5, 1.5), at(8.5, 1.5), at(8.5, -1.5), at(11.5, -1.5)];
  const map = { kind: "region-map", wcs: plane, axes: [], unit: "", values: Float64Array.of(7) } as const;
  const turned = [vertices[3], ...vertices.slice(0, 3)];
  const square: Region = { kind: "polygon", vertices };
  const read = await readMap(writeMap({ ...map, region: square }));
  expect(read).toEqual(near({ ...map, region: { kind: "polygon", vertices: turned } }));
  // Beside one of more vertices it is filled with zeros.
  const regions: readonly Region[] = [
    square,
    { kind: "polygon", vertices: [...vertices.slice(0, 3), at(10, -1), at(10, 1)] },
  ];
  const both = await readMap(writeMap({ ...map, region: { kind: "union", regions } }));
  expect(both).toEqual(
    near({ ...map, region: { kind: "union", regions: [{ kind: "polygon", vertices: turned }, regions[1]] } }),
  );
});

test("a map of a region without axes has one value", async () => {
  const map: RegionMap = { kind: "region-map", axes: [], unit: "", values: Float64Array.of(7) };
  expect(await readMap(writeMap(map))).toEqual(map);
});

test("values that do not fill the axes are not written", () => {
  const map: RegionMap = { kind: "region-map", axes: [energy], unit: "", values: Float64Array.of(7) };
  expect(() => writeMap(map)).toThrow(/has 1 values, but its pixels and axes ask for 2/);
});

test("the registry reads and writes map datasets", async () => {
  const registry = createRegistry([ioPlugin]);
  const writer = registry.create("writer", "map-dataset");
  expect([writer.accepts(smallDataset), writer.accepts({ kind: "spectrum" }), writer.accepts(null)]).toEqual([
    true,
    false,
    false,
  ]);
  const [file] = await writer.write(smallDataset, "cube.fits");
  const reader = registry.create("reader", "map-dataset");
  expect(reader.sniff(file.bytes.subarray(0, 8640), "cube.fits")).toBe(true);
  expect(reader.sniff(new TextEncoder().encode("SIMPLE  ="), "cube.fits")).toBe(false);
  // Without a header that ends, and behind thousands of other images: the search goes through them once.
  const cut = file.bytes.subarray(0, file.bytes.indexOf("X".charCodeAt(0), 2880) + 2880);
  expect(reader.sniff(cut, "cube.fits")).toBe(true);
  const image = `XTENSION= 'IMAGE   '${" ".repeat(60)}${"END".padEnd(2800)}`;
  const many = `${"SIMPLE  =".padEnd(80)}${"END".padEnd(2800)}${image.repeat(5000)}`;
  expect(reader.sniff(new TextEncoder().encode(many), "many.fits")).toBe(false);
  const behind = many + new TextDecoder("latin1").decode(file.bytes.subarray(2880));
  expect(reader.sniff(new TextEncoder().encode(behind), "many.fits")).toBe(false);
});
