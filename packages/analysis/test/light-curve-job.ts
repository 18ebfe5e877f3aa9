import type { LightCurveJob } from "../src/index.ts";
import { flareJob } from "./flare-job.ts";

const { data, on, energy, energyTrue, containmentCorrection, background, safeMask } = flareJob;

/** The night of the flare of PKS 2155-304 in 35 intervals and two energy bands, as the reference computed it. */
export const nightJob: LightCurveJob = {
  job: "light-curve",
  data: { ...data, obsIds: Array.from({ length: 15 }, (_, k) => 33787 + k) },
  time: { start: "2006-07-29T20:30:00", width: "10 min", count: 35 },
  on,
  energy,
  energyTrue,
  containmentCorrection,
  background,
  safeMask,
  model: {
    type: "power-law",
    parameters: { index: 3.4, amplitude: "2e-11 cm-2 s-1 TeV-1", reference: { value: "1 TeV", frozen: true } },
  },
  energyEdges: ["0.7 TeV", "1 TeV", "20 TeV"],
  selection: ["ul", "errn-errp"],
};
