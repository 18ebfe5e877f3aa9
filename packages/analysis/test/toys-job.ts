import { bufferSource, instantFromMjd } from "@gammakit/core";
import { memoryFolder, writeDataStore } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";
import type { FluxProfileJob, TimeResolvedJob, ToysHost } from "../src/index.ts";
import { simulatedPlane } from "./simulated-plane.ts";

const target = { frame: "icrs", lon: 329.717, lat: -30.226 } as const;

/** Two intervals of a simulated night with a bright source. */
export const nightOfToys: TimeResolvedJob = {
  job: "time-resolved-spectroscopy",
  data: { store: "night" },
  time: { start: "2023-09-13T19:12:00", scale: "utc", width: "15 min", count: 3 },
  on: { type: "circle", frame: "icrs", lon: target.lon, lat: target.lat, radius: 0.11 },
  energy: { min: "0.4 TeV", max: "40 TeV", bins: 8 },
  energyTrue: { min: "0.1 TeV", max: "100 TeV", bins: 24 },
  model: { type: "power-law", parameters: { index: 3, amplitude: 1e-10 } },
};

/** Three rectangles on a simulated map. */
export const planeOfToys: FluxProfileJob = {
  job: "flux-profile",
  dataset: "plane.fits",
  regions: {
    type: "rectangles",
    frame: "galactic",
    start: { lon: 2, lat: 0 },
    end: { lon: -2, lat: 0 },
    height: "2 deg",
    count: 3,
  },
  model: { type: "power-law", parameters: { index: 2.3 } },
  energyEdges: ["10 GeV", "200 GeV", "2 TeV"],
  selection: ["ul"],
};

/** Where both find their data. */
export function hostOfToys(): ToysHost {
  const runs = simulateNight({
    array: hessLike,
    target,
    start: instantFromMjd(60200, 0.8, "utc"),
    count: 1,
    duration: 1700,
    pause: 100,
    spectrum: powerLaw({ index: 3, amplitude: 1e-10, reference: 1 }),
    seed: 1,
  });
  const files = new Map(writeDataStore(runs, { site: hessLike.site }).map(({ name, bytes }) => [name, bytes]));
  const plane = simulatedPlane([8, 4]);
  return {
    openFolder: (name) => memoryFolder(name, files),
    openFile: (name) => bufferSource(plane, name),
    versions: {},
  };
}
