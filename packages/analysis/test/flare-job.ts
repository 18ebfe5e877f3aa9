import type { TimeResolvedJob } from "../src/index.ts";

/** The night of the flare of PKS 2155-304 in 24 intervals, as the reference computed it. */
export const flareJob: TimeResolvedJob = {
  job: "time-resolved-spectroscopy",
  data: {
    store: "hess-dl3-dr1",
    select: { type: "sky_circle", frame: "icrs", lon: "329.71693826 deg", lat: "-30.2255890 deg", radius: "2 deg" },
  },
  time: { start: "2006-07-29T20:30:00", scale: "utc", width: "15 min", count: 24 },
  on: { type: "circle", frame: "icrs", lon: "329.71693826 deg", lat: "-30.2255890 deg", radius: "0.11 deg" },
  energy: { min: "0.4 TeV", max: "20 TeV", bins: 10 },
  energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 20 },
  containmentCorrection: true,
  background: { maker: "reflected-regions" },
  safeMask: { methods: ["aeff-max"], aeffPercent: 10 },
  model: {
    type: "power-law",
    parameters: { index: 3, amplitude: "2e-11 cm-2 s-1 TeV-1", reference: { value: "1 TeV", frozen: true } },
  },
  integralFlux: { min: "1 TeV", max: "10 TeV" },
};
