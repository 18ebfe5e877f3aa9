import { formatIso, type Instant, type TimeInterval } from "@gammakit/core";
import type { ReductionSettings } from "./reduction-block.ts";

/** The choice of the runs, as a job file has it. */
export function describeData({ store, select, obsIds }: ReductionSettings["data"]): Record<string, unknown> {
  return {
    store,
    ...(select !== undefined && { select: [select].flat().map(describeSelection) }),
    ...(obsIds !== undefined && { obsIds }),
  };
}

/** Time intervals, as a job file has them. */
export function describeTime(intervals: readonly TimeInterval[]): Record<string, unknown> {
  return { scale: "utc", intervals: intervals.map(({ start, stop }) => [iso(start), iso(stop)]) };
}

/** How runs become spectra, as a job file has it. */
export function describeReduction(settings: ReductionSettings): Record<string, unknown> {
  const { on, exclude, energy, energyTrue, containmentCorrection, background, safeMask, makers } = settings;
  return {
    on: describePlace(on),
    exclude: exclude.map(describePlace),
    energy: describeAxis(energy),
    energyTrue: describeAxis(energyTrue),
    containmentCorrection,
    background,
    safeMask: { ...safeMask, offsetMax: `${safeMask.offsetMax} deg` },
    makers,
  };
}

type Selection = Extract<NonNullable<ReductionSettings["data"]["select"]>, { type: string }>;

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

function describePlace(place: ReductionSettings["on"]): Record<string, unknown> {
  const { kind, center } = place;
  return {
    type: kind,
    frame: center.frame,
    lon: `${center.lon} deg`,
    lat: `${center.lat} deg`,
    ...(kind === "circle" && { radius: `${place.radius} deg` }),
  };
}

function describeAxis({ min, max, bins }: ReductionSettings["energy"]): Record<string, unknown> {
  return { min: `${min} TeV`, max: `${max} TeV`, bins };
}

/** Enough digits that reading gives the same instant to a nanosecond. */
function iso(instant: Instant): string {
  return formatIso(instant, "utc", 9);
}
