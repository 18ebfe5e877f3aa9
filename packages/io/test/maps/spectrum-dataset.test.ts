import {
  axisFromCenters,
  axisFromEdges,
  createGti,
  createWcs,
  type Region,
  type RegionMap,
  type SkyMap,
  type SpectrumDatasetOnOff,
} from "@gammakit/core";
import { type WritableHdu, writeFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import {
  memoryFolder,
  readDatasets,
  readMapDataset,
  readSpectrum,
  readSpectrumDataset,
  writeMapDataset,
  writeOgip,
} from "../../src/index.ts";
import { mapHdus } from "../../src/maps/write-map.ts";
import { gtiTable } from "../../src/maps/write-map-dataset.ts";
import { smallDataset } from "./small-dataset.ts";

const energy = axisFromEdges([1, 10, 100], { name: "energy", unit: "TeV", scale: "log" });
const energyTrue = axisFromCenters([1, 10, 100], { name: "energy_true", unit: "TeV", scale: "log" });
const migra = axisFromEdges([0, 0.5, 1, 2], { name: "migra", unit: "", scale: "lin" });
const oneBin = axisFromEdges([1, 100], { name: "energy", unit: "TeV", scale: "log" });
const center = { frame: "icrs", lon: 83.63, lat: 22.01 } as const;
const wcs = createWcs({ center, binSize: 0.01, shape: [100, 100], projection: "TAN" });
const circle: Region = { kind: "circle", center, radius: 0.25 };
const away: Region = { ...circle, center: { ...center, lat: 21.01 } };
const gti = createGti({ scale: "tt", day: 58909, fraction: 0.25 }, [
  [0, 1500],
  [2000, 3300],
]);

function regionMap(axes: RegionMap["axes"], values: readonly number[], more: Partial<RegionMap> = {}): RegionMap {
  return { kind: "region-map", axes, unit: "", values: Float64Array.from(values), ...more };
}

const least: Readonly<Record<string, SkyMap>> = {
  COUNTS: regionMap([energy], [3, 4], { region: circle, wcs }),
  EXPOSURE: regionMap([energyTrue], [1e7, 2e7, 3e7], { unit: "m2 s" }),
};

function fileOf(
  members: Readonly<Record<string, SkyMap>>,
  others: readonly WritableHdu[] = [],
): Uint8Array<ArrayBuffer> {
  const hdus = Object.entries(members).flatMap(([name, map]) => mapHdus(map, name));
  return writeFits([{ kind: "image", header: [{ keyword: "NAME", value: "crab" }] }, ...hdus, ...others]);
}

test("a spectrum with OFF counts has the numbers of its maps, in canonical units", async () => {
  const dataset = await readSpectrumDataset(
    fileOf(
      {
        ...least,
        EDISP: regionMap([energy, energyTrue], [0.5, 0, 0.6, 0.4, 0, 1]),
        EDISP_EXPOSURE: regionMap([oneBin, energyTrue], [4e7, 5e7, 6e7], { unit: "m2 s" }),
        MASK_SAFE: regionMap([energy], [0, 1]),
        MASK_FIT: regionMap([energy], [1, 0]),
        COUNTS_OFF: regionMap([energy], [20, 30], { region: { kind: "union", regions: [away, circle] }, wcs }),
        ACCEPTANCE: regionMap([energy], [1, 1]),
        ACCEPTANCE_OFF: regionMap([energy], [12, 0]),
      },
      [gtiTable(gti)],
    ),
  );
  const near = (region: Region) => {
    if (region.kind !== "circle") throw new Error("no circle");
    const { lon, lat } = region.center;
    const position = { frame: "icrs", lon: expect.closeTo(lon, 8), lat: expect.closeTo(lat, 8) };
    return { kind: "circle", center: position, radius: expect.closeTo(region.radius, 8) };
  };
  expect(dataset).toEqual({
    kind: "spectrum-on-off",
    name: "crab",
    observationIds: [],
    region: near(circle),
    offRegions: [near(away), near(circle)],
    gti,
    livetime: 2800,
    energyEdges: energy.edges,
    energyTrueEdges: energyTrue.edges,
    counts: Float64Array.of(3, 4),
    countsOff: Float64Array.of(20, 30),
    acceptance: Float64Array.of(1, 1),
    acceptanceOff: Float64Array.of(12, 0),
    exposure: Float64Array.of(1e11, 2e11, 3e11),
    edispExposure: Float64Array.of(4e11, 5e11, 6e11),
    edisp: Float64Array.of(0.5, 0, 0.6, 0.4, 0, 1),
    maskSafe: Uint8Array.of(0, 1),
    maskFit: Uint8Array.of(1, 0),
    meta: {},
  });
});

test("what a file of a spectrum leaves out is exact energies, no background, and no mask", async () => {
  const dataset = await readSpectrumDataset(fileOf(least), { name: "other" });
  expect(dataset).toMatchObject({ kind: "spectrum", name: "other", livetime: 0, background: Float64Array.of(0, 0) });
  expect([...dataset.maskSafe]).toEqual([1, 1]);
  // The bin around 10 TeV lies half, in its scale, in each of the two: from √10 to 10, and to √1000.
  const [low, high] = [Math.sqrt(10), Math.sqrt(1000)];
  const parts = [(10 - low) / (high - low), (high - 10) / (high - low)];
  expect([...dataset.edisp.slice(2, 4)]).toEqual(parts.map((part) => expect.closeTo(part, 12)));
});

test("a dispersion in migra becomes the kernel of the counts, and an exposure of zeros is none", async () => {
  const row = [0.4, 0.8, 0.4];
  const dataset = await readSpectrumDataset(
    fileOf({
      ...least,
      BACKGROUND: regionMap([energy], [0.5, 0.25]),
      EDISP: regionMap([migra, energyTrue], [...row, ...row, ...row]),
      EDISP_EXPOSURE: regionMap([oneBin, energyTrue], [0, 0, 0], { unit: "m2 s" }),
    }),
  );
  // The cumulative probability is 0, 0.2, 0.6 and 1 at the edges 0, 0.5, 1 and 2.
  const expected = [0.4, 0, 0.56, 0.4, 0.036, 0.56];
  expect([...dataset.edisp]).toEqual(expected.map((value) => expect.closeTo(value, 14)));
  expect(dataset).toMatchObject({ background: Float64Array.of(0.5, 0.25) });
  expect(dataset).not.toHaveProperty("edispExposure");
});

const offCounts = {
  COUNTS_OFF: regionMap([energy], [20, 30]),
  ACCEPTANCE: regionMap([energy], [1, 1]),
  ACCEPTANCE_OFF: regionMap([energy], [12, 0]),
};

test("what a mask hides, or has no OFF acceptance, may be missing", async () => {
  const dataset = await readSpectrumDataset(
    fileOf({
      ...least,
      ...offCounts,
      ACCEPTANCE: regionMap([energy], [Number.NaN, 0]),
      MASK_SAFE: regionMap([energy], [0, 1]),
    }),
  );
  expect(dataset).toMatchObject({ acceptance: Float64Array.of(Number.NaN, 0) });
});

test.each<[string, Uint8Array<ArrayBuffer>, RegExp]>([
  ["no exposure", fileOf({ COUNTS: least.COUNTS }), /needs EXPOSURE; there are PRIMARY, COUNTS\./],
  ["images", writeMapDataset(smallDataset), /\(COUNTS\): the map of a region is needed.* Use readMapDataset/],
  ["true energies in its counts", fileOf({ ...least, COUNTS: least.EXPOSURE }), /\(COUNTS\): .*"m2 s"/],
  [
    "counts of true energies",
    fileOf({ ...least, COUNTS: regionMap([energyTrue], [1, 2, 3]) }),
    /\(COUNTS\): one axis energy is needed; found: energy_true/,
  ],
  [
    "negative counts",
    fileOf({ ...least, COUNTS: regionMap([energy], [1, -1]) }),
    /\(COUNTS\): the counts of energy bin 1, counted from 0, are -1/,
  ],
  [
    "OFF counts without acceptances",
    fileOf({ ...least, COUNTS_OFF: regionMap([energy], [1, 1]) }),
    /needs ACCEPTANCE; there are PRIMARY, COUNTS, EXPOSURE, COUNTS_OFF/,
  ],
  [
    "a background of other energies",
    fileOf({ ...least, BACKGROUND: regionMap([oneBin], [1]) }),
    /\(BACKGROUND\): its axis energy does not agree with that of COUNTS: 1 bins instead of 2/,
  ],
  [
    "a dispersion of other true energies",
    fileOf({ ...least, EDISP: regionMap([migra, energy], [1, 1, 1, 1, 1, 1]) }),
    /\(EDISP\): the axes migra, energy_true are needed; found: migra, energy/,
  ],
  [
    "an exposure that is missing",
    fileOf({ ...least, EXPOSURE: regionMap([energyTrue], [1, Number.NaN, 3], { unit: "m2 s" }) }),
    /\(EXPOSURE\): the value of energy bin 1, counted from 0, is NaN, and a finite number from 0 is needed/,
  ],
  [
    "a negative exposure",
    fileOf({ ...least, EXPOSURE: regionMap([energyTrue], [1, 2, -3], { unit: "cm2 s" }) }),
    /\(EXPOSURE\): the value of energy bin 2, counted from 0, is -3/,
  ],
  [
    "a background that is missing",
    fileOf({ ...least, BACKGROUND: regionMap([energy], [Number.NaN, 1]) }),
    /\(BACKGROUND\): the value of energy bin 0, counted from 0, is NaN, and a finite number is needed/,
  ],
  [
    "an acceptance of 0",
    fileOf({ ...least, ...offCounts, ACCEPTANCE: regionMap([energy], [0, 0]) }),
    /\(ACCEPTANCE\): the value of energy bin 0, counted from 0, is 0, and a finite number above 0 is needed/,
  ],
  [
    "a negative OFF acceptance",
    fileOf({ ...least, ...offCounts, ACCEPTANCE_OFF: regionMap([energy], [1, -2]) }),
    /\(ACCEPTANCE_OFF\): the value of energy bin 1, counted from 0, is -2/,
  ],
  [
    "weights of its dispersion that are missing",
    fileOf({ ...least, EDISP_EXPOSURE: regionMap([oneBin, energyTrue], [1, Number.NaN, 1], { unit: "cm2 s" }) }),
    /\(EDISP_EXPOSURE\): the value of energy bin 1, counted from 0, is NaN/,
  ],
  [
    "weights of its dispersion for other energies",
    fileOf({ ...least, EDISP_EXPOSURE: regionMap([energy, energyTrue], [1, 1, 1, 1, 1, 1], { unit: "cm2 s" }) }),
    /\(EDISP_EXPOSURE\): one bin for each energy_true is needed; found the axes: energy 2 × energy_true 3/,
  ],
])("a spectrum with %s is refused in words", async (_, bytes, message) => {
  const refused = readSpectrumDataset(bytes);
  await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
  await expect(refused).rejects.toThrow(message);
});

test("a list of datasets may name spectra in this layout, and a map reader says who reads them", async () => {
  const list = "datasets:\n- name: listed\n  type: SpectrumDataset\n  filename: crab.fits\n";
  const folder = memoryFolder(
    "fit",
    new Map([
      ["datasets.yaml", new TextEncoder().encode(list)],
      ["crab.fits", fileOf(least)],
    ]),
  );
  const { datasets } = await readDatasets(folder.file("datasets.yaml"));
  expect(datasets).toMatchObject([{ kind: "spectrum", name: "listed" }]);
  await expect(readMapDataset(fileOf(least))).rejects.toThrow(/it is a map of a region. Use readSpectrumDataset/);
});

test("spectra with OFF counts of a list are in OGIP files or in the layout of datasets", async () => {
  const bytes = fileOf(
    {
      ...least,
      COUNTS_OFF: regionMap([energy], [20, 30]),
      ACCEPTANCE: regionMap([energy], [1, 1]),
      ACCEPTANCE_OFF: regionMap([energy], [12, 12]),
    },
    [gtiTable(gti)],
  );
  const ogip = writeOgip((await readSpectrumDataset(bytes)) as SpectrumDatasetOnOff, "pha_obs1.fits");
  const list = ["1", "2"].map((n) => `- {name: "${n}", type: SpectrumDatasetOnOff, filename: pha_obs${n}.fits}\n`);
  const files = new Map(ogip.map(({ name, bytes }) => [name, bytes as Uint8Array<ArrayBuffer>]));
  files.set("pha_obs2.fits", bytes);
  files.set("datasets.yaml", new TextEncoder().encode(`datasets:\n${list.join("")}`));
  const { datasets } = await readDatasets(memoryFolder("disk", files).file("datasets.yaml"));
  const countsOff = Float64Array.of(20, 30);
  expect(datasets).toMatchObject(["1", "2"].map((name) => ({ kind: "spectrum-on-off", name, countsOff })));
});

test("a spectrum is read whichever way it is stored", async () => {
  const dataset = await readSpectrumDataset(
    fileOf(
      {
        ...least,
        COUNTS_OFF: regionMap([energy], [20, 30]),
        ACCEPTANCE: regionMap([energy], [1, 1]),
        ACCEPTANCE_OFF: regionMap([energy], [12, 12]),
      },
      [gtiTable(gti)],
    ),
  );
  const ogip = writeOgip(dataset as SpectrumDatasetOnOff, "ogip.fits", { energyUnit: "TeV" });
  const files = new Map(ogip.map(({ name, bytes }) => [name, bytes as Uint8Array<ArrayBuffer>]));
  files.set("gadf.fits", fileOf(least));
  const folder = memoryFolder("disk", files);
  const [first, second] = await Promise.all(["ogip.fits", "gadf.fits"].map((name) => readSpectrum(folder.file(name))));
  expect(first.kind).toBe("spectrum-on-off");
  expect([...first.counts]).toEqual([3, 4]);
  expect(second.kind).toBe("spectrum");
  expect([...second.exposure]).toEqual([1e11, 2e11, 3e11]);
  expect((await readSpectrum(folder.file("gadf.fits"), { name: "mine" })).name).toBe("mine");
  await expect(readSpectrum(folder.file("ogip_arf.fits"))).rejects.toThrow("it has no SPECTRUM table");
});
