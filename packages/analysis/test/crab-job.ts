import type { SpectrumJob } from "../src/index.ts";

/** Four runs on the Crab nebula, as the reference computed them. */
export const crabJob: SpectrumJob = {
  job: "spectrum",
  data: { store: "hess-dl3-dr1", obsIds: [23523, 23526, 23559, 23592] },
  on: { type: "circle", frame: "icrs", lon: "83.63 deg", lat: "22.01 deg", radius: "0.11 deg" },
  exclude: [{ type: "circle", frame: "galactic", lon: "183.604 deg", lat: "-8.708 deg", radius: "0.5 deg" }],
  energy: { min: "0.1 TeV", max: "40 TeV", bins: 26 },
  energyTrue: { min: "0.05 TeV", max: "100 TeV", bins: 40 },
  containmentCorrection: true,
  background: { maker: "reflected-regions" },
  safeMask: { methods: ["aeff-max"], aeffPercent: 10 },
  model: {
    type: "power-law",
    parameters: { index: 2, amplitude: "2e-11 cm-2 s-1 TeV-1", reference: { value: "1 TeV", frozen: true } },
  },
  fluxPoints: {
    edges: [
      "0.7 TeV",
      "1.0046 TeV",
      "1.4418 TeV",
      "2.0693 TeV",
      "2.9699 TeV",
      "4.2624 TeV",
      "6.1174 TeV",
      "8.7797 TeV",
      "12.6006 TeV",
      "18.0843 TeV",
      "25.9546 TeV",
      "30 TeV",
    ],
    selection: ["ul", "errn-errp", "scan"],
  },
};
