import { addSeconds, formatIso, type Instant, toScale } from "@gammakit/core";
import type { WritableValue } from "@gammakit/fits";

/** Keywords of a header that is being put together. */
export type HeaderRecord = Readonly<Record<string, WritableValue>>;

/** The keywords by which GADF names a table and its class. GADF 0.3, "HDU classes". */
export function gadfClass(...classes: readonly string[]): HeaderRecord {
  return {
    HDUCLASS: "GADF",
    HDUDOC: "https://github.com/open-gamma-ray-astro/gamma-astro-data-formats",
    HDUVERS: "0.3",
    ...Object.fromEntries(classes.map((name, k) => [`HDUCLAS${k + 1}`, name])),
  };
}

/** What times in seconds after `reference` count from. GADF 0.3, "Time". */
export function timeKeywords(reference: Instant): HeaderRecord {
  const { day, fraction } = toScale(reference, "tt");
  return { MJDREFI: day, MJDREFF: fraction, TIMEUNIT: "s", TIMESYS: "TT", TIMEREF: "LOCAL" };
}

/** Date and time of day [UTC] of `seconds` after `reference`. */
export function dateAndTime(reference: Instant, seconds: number): readonly [string, string] {
  const [date, time] = formatIso(addSeconds(reference, seconds), "utc", 3).split("T");
  return [date, time];
}
