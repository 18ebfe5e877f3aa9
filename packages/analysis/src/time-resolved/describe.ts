import { formatIso, type Instant } from "@gammakit/core";
import { describeModel } from "../job/model-block.ts";
import type { TimeResolvedPlan } from "./plan.ts";
import type { TimeResolvedSettings } from "./schema.ts";

/** The job as it was run, in the form of a job file with all defaults filled in; reading it gives the same job. */
export function describeTimeResolved({
  settings,
  model,
  compareWith,
  optimizer,
}: TimeResolvedPlan): Record<string, unknown> {
  const { data, time, on, exclude, energy, energyTrue, integralFlux } = settings;
  return {
    job: settings.job,
    data: {
      store: data.store,
      ...(data.select !== undefined && { select: [data.select].flat().map(describeSelection) }),
      ...(data.obsIds !== undefined && { obsIds: data.obsIds }),
    },
    time: { scale: "utc", intervals: time.map(({ start, stop }) => [iso(start), iso(stop)]) },
    on: describeCircle(on),
    exclude: exclude.map(describeCircle),
    energy: describeAxis(energy),
    energyTrue: describeAxis(energyTrue),
    containmentCorrection: settings.containmentCorrection,
    background: settings.background,
    safeMask: { ...settings.safeMask, offsetMax: `${settings.safeMask.offsetMax} deg` },
    model: describeModel(model),
    compareWith: compareWith.map(describeModel),
    significance: settings.significance,
    fit: { ...settings.fit, optimizer: optimizer.id },
    integralFlux: { min: `${integralFlux.min} TeV`, max: `${integralFlux.max} TeV` },
    variability: settings.variability,
  };
}

type Selection = Extract<NonNullable<TimeResolvedSettings["data"]["select"]>, { type: string }>;

function describeSelection(selection: Selection): Record<string, unknown> {
  if (selection.type === "time-box") {
    const { start, stop, partialOverlap, inverted } = selection;
    return { type: "time_box", start: iso(start), stop: iso(stop), scale: "utc", partialOverlap, inverted };
  }
  const { center, radius, border, inverted } = selection;
  return {
    type: "sky_circle",
    frame: center.frame,
    lon: `${center.lon} deg`,
    lat: `${center.lat} deg`,
    radius: `${radius} deg`,
    border: `${border} deg`,
    inverted,
  };
}

function describeCircle({ center, radius }: TimeResolvedSettings["on"]): Record<string, unknown> {
  return {
    type: "circle",
    frame: center.frame,
    lon: `${center.lon} deg`,
    lat: `${center.lat} deg`,
    radius: `${radius} deg`,
  };
}

function describeAxis({ min, max, bins }: TimeResolvedSettings["energy"]): Record<string, unknown> {
  return { min: `${min} TeV`, max: `${max} TeV`, bins };
}

/** Enough digits that reading gives the same instant to a nanosecond. */
function iso(instant: Instant): string {
  return formatIso(instant, "utc", 9);
}
