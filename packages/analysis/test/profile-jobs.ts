import type { FluxProfileJob } from "../src/index.ts";

const dataset = "fermi-3fhl-gc/fermi-3fhl-gc.fits.gz";
const model = { type: "power-law", parameters: { index: 2.3 } };

/** 51 rectangles along the Galactic plane, as the reference computed them. */
export const rectanglesJob: FluxProfileJob = {
  job: "flux-profile",
  dataset,
  regions: {
    type: "rectangles",
    frame: "galactic",
    start: { lon: "10 deg", lat: "0 deg" },
    end: { lon: "350 deg", lat: "0 deg" },
    height: "3 deg",
    count: 51,
  },
  model,
  energyEdges: ["10 GeV", "2000 GeV"],
  selection: ["ul"],
};

/** 10 rings around the Galactic center in two energy bins, as the reference computed them. */
export const annuliJob: FluxProfileJob = {
  job: "flux-profile",
  dataset,
  regions: {
    type: "annuli",
    frame: "galactic",
    center: { lon: 0, lat: 0 },
    radiusMin: "1e-5 deg",
    radiusMax: "1.5 deg",
    count: 10,
  },
  model,
  energyEdges: ["10 GeV", "100 GeV", "2000 GeV"],
  selection: ["ul", "scan"],
  normScan: { min: -1, max: 5, count: 11 },
};
