import { column, createGti, type LightCurve, tableOf, type Writer, type WrittenFile } from "@gammakit/core";
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
import { smallSpectrum } from "../ogip/small-spectrum.ts";
import { smallProfile } from "../profile/small-profile.ts";

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
const ogip = await ogipWriter().write(smallSpectrum, "crab.fits");
const ds9 = await ds9Writer().write(regions, "field.reg");
const ecsv = await ecsvWriter().write(tableOf("t", [column("x", Float64Array.of(1.5))]), "t.ecsv");

const lightCurve: LightCurve = {
  kind: "light-curve",
  intervals: createGti({ scale: "utc", day: 53945, fraction: 0.5 }, [[0, 900]]),
  rows: [smallProfile.rows[1]],
};

describe.each([
  ["map-dataset", mapDatasetWriter(), { value: smallDataset, reader: mapDatasetReader() }],
  ["ogip", ogipWriter(), { value: smallSpectrum, reader: ogipReader() }],
  ["ds9-regions", ds9Writer(), { value: regions, reader: ds9Reader() }],
  ["flux-points, of a profile", fluxWriter(), { value: smallProfile, refused: [smallSpectrum, smallDataset] }],
  ["flux-points, of points", fluxWriter(), { value: smallProfile.rows[1], name: "points.ecsv" }],
  ["flux-points, of a light curve", fluxWriter(), { value: lightCurve, name: "curve.csv" }],
] as const)("the writer %s", (_, writer, options) => {
  for (const { name, run } of writerConformance<unknown>(writer as Writer, options)) test(name, run);
});

describe.each([
  ["map-dataset", mapDatasetReader(), { files: maps, value: smallDataset, foreign: [...ogip, ...ds9, ...ecsv] }],
  ["ogip", ogipReader(), { files: ogip, value: smallSpectrum, foreign: [...maps, ...ds9, ...ecsv] }],
  ["ds9-regions", ds9Reader(), { files: ds9, value: regions, foreign: [...maps, ...ogip, ...ecsv] }],
] as const)("the reader %s", (_, reader, options) => {
  const files = options.files as readonly [WrittenFile, ...WrittenFile[]];
  for (const { name, run } of readerConformance(reader, { ...options, files })) test(name, run);
});

describe("the plugin", () => {
  for (const { name, run } of pluginConformance(ioPlugin)) test(name, run);
});
