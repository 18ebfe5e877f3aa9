import { formatIso, type Instant, type TimeInterval } from "@gammakit/core";

/** UTC with milliseconds. */
export function isoTime(instant: Instant): string {
  return formatIso(instant, "utc", 3);
}

/** What messages call an interval. */
export function intervalName({ start, stop }: TimeInterval): string {
  return `${isoTime(start)} to ${isoTime(stop)}`;
}
