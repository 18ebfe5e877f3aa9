import {
  column,
  createGti,
  type LightCurve,
  type SpectrumDatasetOnOff,
  tableOf,
  type Writer,
  type WrittenFile,
} from "@gammakit/core";
import { pluginConformance, readerConformance, writerConformance } from "@gammakit/testing";
import { describe, test } from "vitest";
import {
  type Ds9Regions,
  ds9Reader,
  ds9Writer,
  ecsvWriter,
  fluxWriter,
  ioPlugin,
  mapDatasetReader,
  mapDatasetWriter,
  ogipReader,
  ogipWriter,
} from "../../src/index.ts";
import { smallDataset } from "../maps/small-dataset.ts";
import { smallProfile } from "../profile/small-profile.ts";

const spectrum: SpectrumDatasetOnOff = {
  kind: "spectrum-on-off",
  name: "42",
  observationIds: [42],
  offRegions: [],
  gti: createGti({ scale: "tt", day: 58909, fraction: 0.25 }, [[0, 900]]),
  livetime: 800,
  energyEdges: Float64Array.of(1, 2, 4, 8),
  energyTrueEdges: Float64Array.of(0.5, 1, 2, 4, 8),
  counts: Float64Array.of(3, 0, 7),
  countsOff: Float64Array.of(10, 4, 0),
  acceptance: Float64Array.of(1, 1, 1),
  acceptanceOff: Float64Array.of(12, 11.5, 0),
  exposure: Float64Array.of(0, 1.8e12, 3.6e12, 4.5e12),
  edisp: Float64Array.of(0, 0, 0, 0.75, 0.25, 0, 0.125, 0.75, 0.125, 0, 0, 0.875),
  maskSafe: Uint8Array.of(0, 1, 1),
  meta: { TELESCOP: "HESS" },
};
const regions: Ds9Regions = {
  kind: "ds9-regions",
  regions: [
    {
      plane: "sky",
      region: { kind: "circle", center: { frame: "galactic", lon: 0.5, lat: -0.25 }, radius: 0.125 },
      include: true,
      text: "center",
      tags: ["a", "b"],
      properties: { color: "green" },
    },
    {
      plane: "pixel",
      region: { kind: "rectangle", x: 9, y: 19, width: 4, height: 2, angle: 30 },
      include: false,
      tags: [],
      properties: {},
    },
  ],
  warnings: [],
};

const maps = await mapDatasetWriter().write(smallDataset, "small.fits");
const ogip = await ogipWriter().write(spectrum, "crab.fits");
const ds9 = await ds9Writer().write(regions, "field.reg");
const ecsv = await ecsvWriter().write(tableOf("t", [column("x", Float64Array.of(1.5))]), "t.ecsv");

const lightCurve: LightCurve = {
  kind: "light-curve",
  intervals: createGti({ scale: "utc", day: 53945, fraction: 0.5 }, [[0, 900]]),
  rows: [smallProfile.rows[1]],
};

describe.each([
  ["map-dataset", mapDatasetWriter(), { value: smallDataset, reader: mapDatasetReader() }],
  ["ogip", ogipWriter(), { value: spectrum, reader: ogipReader() }],
  ["ds9-regions", ds9Writer(), { value: regions, reader: ds9Reader() }],
  ["flux-points, of a profile", fluxWriter(), { value: smallProfile, refused: [spectrum, smallDataset] }],
  ["flux-points, of points", fluxWriter(), { value: smallProfile.rows[1], name: "points.ecsv" }],
  ["flux-points, of a light curve", fluxWriter(), { value: lightCurve, name: "curve.csv" }],
] as const)("the writer %s", (_, writer, options) => {
  for (const { name, run } of writerConformance<unknown>(writer as Writer, options)) test(name, run);
});

describe.each([
  ["map-dataset", mapDatasetReader(), { files: maps, value: smallDataset, foreign: [...ogip, ...ds9, ...ecsv] }],
  ["ogip", ogipReader(), { files: ogip, value: spectrum, foreign: [...maps, ...ds9, ...ecsv] }],
  ["ds9-regions", ds9Reader(), { files: ds9, value: regions, foreign: [...maps, ...ogip, ...ecsv] }],
] as const)("the reader %s", (_, reader, options) => {
  const files = options.files as readonly [WrittenFile, ...WrittenFile[]];
  for (const { name, run } of readerConformance(reader, { ...options, files })) test(name, run);
});

describe("the plugin", () => {
  for (const { name, run } of pluginConformance(ioPlugin)) test(name, run);
});
