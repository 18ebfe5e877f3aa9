import { parseAngle, type SkyPosition } from "@gammakit/core";
import type { JobObject } from "../protocol.ts";
import { valueAt } from "./edit-job.ts";

/** Regions of a profile [deg], as the page shows and changes them. */
export type ProfileRegionsSettings =
  | {
      readonly type: "rectangles";
      readonly frame: SkyPosition["frame"];
      readonly start: SkyPosition;
      readonly end: SkyPosition;
      readonly height: number;
      readonly count: number;
    }
  | {
      readonly type: "annuli";
      readonly frame: SkyPosition["frame"];
      readonly center: SkyPosition;
      readonly radiusMin: number;
      readonly radiusMax: number;
      readonly count: number;
    };

/** Reads the regions of a job; undefined where it does not say them in that form, which those who run it will tell. */
export function profileRegions(job: JobObject): ProfileRegionsSettings | undefined {
  const frame = valueAt(job, "regions", "frame") === "galactic" ? "galactic" : "icrs";
  const angle = (...path: readonly string[]) => parseAngle(valueAt(job, "regions", ...path) as string | number);
  const position = (name: string): SkyPosition => ({ frame, lon: angle(name, "lon"), lat: angle(name, "lat") });
  const count = Number(valueAt(job, "regions", "count"));
  try {
    if (valueAt(job, "regions", "type") === "annuli") {
      const radiusMin = valueAt(job, "regions", "radiusMin") === undefined ? 0 : angle("radiusMin");
      return { type: "annuli", frame, center: position("center"), radiusMin, radiusMax: angle("radiusMax"), count };
    }
    return {
      type: "rectangles",
      frame,
      start: position("start"),
      end: position("end"),
      height: angle("height"),
      count,
    };
  } catch {
    return undefined;
  }
}

/** The job with other regions; what is not given stays as it is written. */
export function withRegions(job: JobObject, change: Readonly<Record<string, unknown>>): JobObject {
  const text = (value: unknown) => {
    if (typeof value === "number") return `${value} deg`;
    const { lon, lat } = value as SkyPosition;
    return { lon: `${lon} deg`, lat: `${lat} deg` };
  };
  const entries = Object.entries(change).map(([key, value]) => [key, key === "count" ? value : text(value)]);
  return { ...job, regions: { ...(job.regions as JobObject), ...Object.fromEntries(entries) } };
}
