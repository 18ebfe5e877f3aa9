import type { TimeResolvedJob } from "../../src/index.ts";
import { flareJob } from "../flare-job.ts";

/** A job on a model and an optimizer of a plugin, ../fixtures/acme-plugin.mjs. */
export const acmeJob: TimeResolvedJob = {
  ...flareJob,
  time: { start: "2006-07-29T20:30:00", scale: "utc", width: "15 min", count: 4 },
  model: { type: "acme/bent", parameters: { index: 3, amplitude: "2e-11 cm-2 s-1 TeV-1" } },
  fit: { optimizer: "acme/patient", shrink: 0.4 },
};
