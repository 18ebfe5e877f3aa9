import type { Executor } from "@gammakit/core";
import {
  type FluxProfileJob,
  fluxProfileJob,
  type LightCurveJob,
  lightCurveJob,
  type SpectrumJob,
  spectrumJob,
  type TimeResolvedJob,
  type ToysJob,
  timeResolvedSpectroscopy,
  toysJob,
} from "../../src/index.ts";
import { crabJob } from "../crab-job.ts";
import { fileHost } from "../file-host.ts";
import { flareJob } from "../flare-job.ts";
import { nightJob } from "../light-curve-job.ts";
import { annuliJob, rectanglesJob } from "../profile-jobs.ts";
import { storeHost } from "../store-host.ts";

/** The text of a result, without what is another in every run. -0, NaN and infinities have a text of their own. */
function textOf({ provenance: _, ...result }: { readonly provenance: unknown }): string {
  return JSON.stringify(result, (_key, value) => {
    if (Object.is(value, -0)) return "minus zero";
    return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  });
}

type Job = TimeResolvedJob | FluxProfileJob | LightCurveJob | SpectrumJob | ToysJob;

/** Runs a job on an executor, or without one: the text of its result. */
export async function runOn(
  job: Job,
  executor?: Executor,
  registry?: Parameters<typeof fluxProfileJob>[1]["registry"],
): Promise<string> {
  const host = {
    ...(await storeHost()),
    ...(await fileHost()),
    ...(registry && { registry }),
    ...(executor && { context: { executor } }),
  };
  switch (job.job) {
    case "flux-profile":
      return textOf((await fluxProfileJob(job, host)).result);
    case "light-curve":
      return textOf((await lightCurveJob(job, host)).result);
    case "spectrum":
      return textOf((await spectrumJob(job, host)).result);
    case "toys":
      return textOf((await toysJob(job, host)).result);
    default:
      return textOf((await timeResolvedSpectroscopy(job, host)).result);
  }
}

/** Jobs of every kind; the night with a comparison and toys. */
export const jobs: Readonly<Record<string, Job>> = {
  flare: flareJob,
  "flare with toys": {
    ...flareJob,
    time: { start: "2006-07-29T20:30:00", scale: "utc", width: "15 min", count: 2 },
    compareWith: [{ type: "log-parabola", parameters: { amplitude: 2e-11 } }],
    significance: { toys: 1, seed: 3 },
  },
  "rectangles along the plane": rectanglesJob,
  rings: annuliJob,
  "light curve": nightJob,
  spectrum: crabJob,
  "toys of the flare": {
    job: "toys",
    of: { ...flareJob, time: { start: "2006-07-29T20:30:00", scale: "utc", width: "15 min", count: 3 } },
    toys: 60,
    seed: 7,
    intervals: [0, 2],
  },
  "toys of rings": { job: "toys", of: annuliJob, toys: 60, seed: 7, asymmetric: true, regions: [0, 4] },
};
