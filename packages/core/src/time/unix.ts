import { instantFromMjd, toScale } from "./instant.ts";
import type { LeapSeconds } from "./leap-seconds.ts";
import { leapSeconds, utcDayLength } from "./leap-seconds.ts";
import type { Instant } from "./scale.ts";

const unixEpoch = 40587;

/** The instant in UTC that POSIX clocks and `Date` call `seconds` after 1970 (`date.getTime() / 1000`). Throws as `toScale`. */
export function instantFromUnix(seconds: number, table: LeapSeconds = leapSeconds): Instant {
  const days = Math.floor(seconds / 86400);
  const day = unixEpoch + days;
  return instantFromMjd(day, (seconds - days * 86400) / utcDayLength(day, table), "utc");
}

/**
 * POSIX time [s since 1970-01-01 UTC] of an instant, as of `Date`: every day has 86400 s, so that a leap second has the numbers of
 * the second after it. A double resolves 0.2 µs today. Throws "unsupported" before 1972, when UTC had seconds of another length.
 */
export function toUnix(instant: Instant, table: LeapSeconds = leapSeconds): number {
  const { day, fraction } = toScale(instant, "utc", table);
  return (day - unixEpoch) * 86400 + fraction * utcDayLength(day, table);
}
