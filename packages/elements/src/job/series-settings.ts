import { parseAngle, parseQuantity, parseTime, toScale, toUnix } from "@gammakit/core";
import type { JobObject } from "../protocol.ts";
import { valueAt } from "./edit-job.ts";

/** Intervals of one width. */
interface TimeSettings {
  /** As it stands in the job. */
  readonly start: string;
  readonly scale: string;
  /** [s]. */
  readonly width: number;
  readonly count: number;
}

/** A circle on the sky, or a point, which has no radius [deg]. */
export interface OnSettings {
  readonly frame: "icrs" | "galactic";
  readonly lon: number;
  readonly lat: number;
  readonly radius?: number;
}

/** What the page shows and changes of a job; undefined where the job does not say it in that form. */
export interface SeriesSettings {
  readonly time: TimeSettings | undefined;
  readonly on: OnSettings | undefined;
  /** [TeV]. */
  readonly energy: { readonly min: number; readonly max: number } | undefined;
  readonly model: string;
}

/** Reads what the page shows from a job. */
export function seriesSettings(job: JobObject): SeriesSettings {
  return {
    time: attempt(() => timeSettings(job)),
    on: attempt(() => onSettings(job)),
    energy: attempt(() => ({
      min: parseQuantity(given(job, "energy", "min"), "TeV"),
      max: parseQuantity(given(job, "energy", "max"), "TeV"),
    })),
    model: String(valueAt(job, "model", "type") ?? ""),
  };
}

function timeSettings(job: JobObject): TimeSettings | undefined {
  const scale = String(valueAt(job, "time", "scale") ?? "utc");
  const [width, count] = [valueAt(job, "time", "width"), valueAt(job, "time", "count")];
  if (width !== undefined && typeof count === "number") {
    return {
      start: String(given(job, "time", "start")),
      scale,
      width: parseQuantity(given(job, "time", "width"), "s"),
      count,
    };
  }
  const listed = valueAt(job, "time", "edges") ?? valueAt(job, "time", "intervals");
  if (!Array.isArray(listed)) return undefined;
  const edges = listed.flat().map(String);
  const [first, last] = [edges[0], edges[edges.length - 1]];
  const pieces = valueAt(job, "time", "edges") === undefined ? listed.length : listed.length - 1;
  const at = (text: string) => toUnix(toScale(parseTime(text, scale as "utc"), "utc"));
  return { start: first, scale, width: (at(last) - at(first)) / pieces, count: pieces };
}

function onSettings(job: JobObject): OnSettings {
  return {
    frame: valueAt(job, "on", "frame") === "galactic" ? "galactic" : "icrs",
    lon: parseAngle(given(job, "on", "lon")),
    lat: parseAngle(given(job, "on", "lat")),
    ...(valueAt(job, "on", "type") !== "point" && { radius: parseAngle(given(job, "on", "radius")) }),
  };
}

function given(job: JobObject, ...path: readonly string[]): string | number {
  const value = valueAt(job, ...path);
  if (typeof value === "string" || typeof value === "number") return value;
  throw new Error(`${path.join(".")} is missing`);
}

/** What is wrong with a job is told by those who run it. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
