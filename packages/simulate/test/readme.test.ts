import { axisFromBounds, instantFromMjd } from "@gammakit/core";
import { writeDataStore } from "@gammakit/io";
import { gaussianSpatial, powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { hessLike, latLike, simulateMapDataset, simulateNight } from "../src/index.ts";

test("the night of the README", () => {
  const night = simulateNight({
    array: hessLike,
    target: { frame: "icrs", lon: 329.71694, lat: -30.22559 },
    object: "PKS 2155-304",
    start: instantFromMjd(60200, 0.8, "utc"),
    count: 4,
    gaps: [[600, 900]],
    spectrum: powerLaw({ index: 3, amplitude: 1e-10, reference: 1 }),
    curves: {
      amplitude: { time: [0, 3600, 7200], value: [4e-11, 2e-10, 6e-11] },
      index: (time) => 3 - 0.4 * Math.exp(-(((time - 3600) / 1200) ** 2)),
    },
    seed: 1,
  });
  expect(night[0].gti.stop).toEqual(Float64Array.of(600, 1680));
  expect(writeDataStore(night, { site: hessLike.site }).map(({ name }) => name)).toEqual([
    "obs-index.fits.gz",
    "hdu-index.fits.gz",
    "data/run_000001.fits",
    "data/run_000002.fits",
    "data/run_000003.fits",
    "data/run_000004.fits",
  ]);
});

test("the map of the README", () => {
  const axis = (name: string, min: number, max: number, bins: number) =>
    axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });
  const spectrum = powerLaw({ index: 2.3, amplitude: 1e-9, reference: 0.1 });
  const dataset = simulateMapDataset({
    instrument: latLike,
    center: { frame: "galactic", lon: 0, lat: 0 },
    binSize: 0.1,
    width: [16, 6],
    energy: axis("energy", 0.01, 2, 10),
    energyTrue: axis("energy_true", 0.005, 3, 40),
    sources: [{ position: { frame: "galactic", lon: 4, lat: 0 }, spectrum }],
    diffuse: [{ spatial: gaussianSpatial({ lon_0: 0, lat_0: 0, sigma: 2, frame: "galactic" }), spectrum }],
    seed: 1,
  });
  expect(dataset.counts.values.length).toBe(96000);
});
