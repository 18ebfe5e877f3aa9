import { axisFromBounds, instantFromMjd } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { hessLike, latLike, simulateMapDataset } from "@gammakit/simulate";

const target = { frame: "icrs", lon: 329.717, lat: -30.226 };

export const night = () => ({
  array: hessLike,
  target,
  start: instantFromMjd(60200, 0.8, "utc"),
  count: 1,
  duration: 1700,
  pause: 100,
  spectrum: powerLaw({ index: 3, amplitude: 1e-10, reference: 1 }),
  seed: 1,
});

export const nightJob = {
  job: "time-resolved-spectroscopy",
  data: { store: "night" },
  time: { start: "2023-09-13T19:12:00", scale: "utc", width: "14 min", count: 2 },
  on: { type: "circle", frame: "icrs", lon: target.lon, lat: target.lat, radius: 0.11 },
  energy: { min: "0.4 TeV", max: "40 TeV", bins: 8 },
  energyTrue: { min: "0.1 TeV", max: "100 TeV", bins: 24 },
  containmentCorrection: true,
  model: { type: "power-law", parameters: { index: 3, amplitude: 1e-10 } },
};

const axis = (name, min, max, bins) => axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });

export const plane = () =>
  simulateMapDataset({
    instrument: latLike,
    center: { frame: "galactic", lon: 0, lat: 0 },
    binSize: 0.2,
    width: [8, 4],
    energy: axis("energy", 0.01, 2, 4),
    energyTrue: axis("energy_true", 0.005, 3, 12),
    sources: [1.3, 0, 358.7].map((lon) => ({
      position: { frame: "galactic", lon, lat: 0 },
      spectrum: powerLaw({ index: 2.3, amplitude: 1e-8, reference: 0.1 }),
    })),
    diffuse: [],
    seed: 3,
  });

export const planeJob = {
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
  energyEdges: ["10 GeV", "2 TeV"],
};
