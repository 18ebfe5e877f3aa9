import { GammakitError } from "../errors/gammakit-error.ts";
import type { LeapSeconds } from "./leap-seconds.ts";
import { leapSeconds, taiMinusUtc, utcDayLength } from "./leap-seconds.ts";
import type { Instant, TimeScale } from "./scale.ts";
import { tdbMinusTt } from "./tdb.ts";

const ttMinusTai = 32.184;

/**
 * The instant MJD `day` + `fraction` [d] in `scale`; either may have a fraction or be beyond a day.
 * In UTC the fraction counts in days of their own length, 86401 s where there is a leap second, as in IAU SOFA.
 * Throws "invalid-input" where the sum is not finite.
 */
export function instantFromMjd(day: number, fraction: number, scale: TimeScale): Instant {
  const whole = Math.floor(day);
  const rest = day - whole;
  const more = Math.floor(fraction);
  const sum = fraction - more + rest;
  const carry = Math.floor(sum);
  const result = { scale, day: whole + more + carry, fraction: sum - carry };
  if (Number.isFinite(result.day) && Number.isFinite(result.fraction)) return result;
  throw new GammakitError("invalid-input", `MJD ${day} + ${fraction} is not an instant.`, { day, fraction, scale });
}

/** The same instant in another scale, to within 1e-11 s between UTC, TAI and TT. Throws "unsupported" for UTC before 1972. */
export function toScale(instant: Instant, scale: TimeScale, table: LeapSeconds = leapSeconds): Instant {
  if (instant.scale === scale) return instant;
  return fromTai(taiSeconds(instant, table), instant, scale, table);
}

/** Modified Julian date [d] of an instant as one double (resolution about 1 µs), in its own scale or in `scale`. */
export function toMjd(instant: Instant, scale: TimeScale = instant.scale, table: LeapSeconds = leapSeconds): number {
  const { day, fraction } = toScale(instant, scale, table);
  return day + fraction;
}

/** Elapsed SI seconds from `a` to `b`, in whichever scales they are; leap seconds count. */
export function secondsBetween(a: Instant, b: Instant, table: LeapSeconds = leapSeconds): number {
  const days = b.day - a.day;
  if (a.scale === b.scale && (a.scale === "tt" || a.scale === "tai"))
    return days * 86400 + (b.fraction - a.fraction) * 86400;
  return days * 86400 + (taiSeconds(b, table) - taiSeconds(a, table));
}

/** The instant `seconds` [SI s] later, in the same scale. Throws "invalid-input" where `seconds` is not finite. */
export function addSeconds(instant: Instant, seconds: number, table: LeapSeconds = leapSeconds): Instant {
  if (!Number.isFinite(seconds)) {
    throw new GammakitError("invalid-input", `Cannot add ${seconds} s to an instant.`, { seconds });
  }
  const days = Math.floor(seconds / 86400);
  const later = { ...instant, day: instant.day + days };
  const tai = taiSeconds(instant, table) + (seconds - days * 86400);
  return fromTai(tai, later, instant.scale, table);
}

/** Whether UTC of an instant may lack a leap second, because the table is not known to be complete until then. */
export function isAfterExpiry(instant: Instant, table: LeapSeconds = leapSeconds): boolean {
  return toMjd(instant, "tai", table) >= table.expires;
}

/** Seconds of TAI after the TAI midnight that has the number of the instant's own day. */
function taiSeconds(instant: Instant, table: LeapSeconds): number {
  const { scale, day, fraction } = instant;
  if (scale === "utc") return fraction * utcDayLength(day, table) + taiMinusUtc(day, table);
  const seconds = fraction * 86400;
  if (scale === "tai") return seconds;
  if (scale === "tt") return seconds - ttMinusTai;
  return seconds - tdbMinusTt(day + fraction) - ttMinusTai;
}

/** The instant `tai` seconds of TAI after TAI midnight of `anchor.day`. */
function fromTai(tai: number, anchor: { readonly day: number }, scale: TimeScale, table: LeapSeconds): Instant {
  if (scale === "utc") return utcFromTai(anchor.day, tai, table);
  const tt = scale === "tai" ? 0 : ttMinusTai;
  const tdb = scale === "tdb" ? tdbMinusTt(anchor.day + (tai + tt) / 86400) : 0;
  return normalized(scale, anchor.day, tai + tt + tdb, 86400);
}

function utcFromTai(day: number, tai: number, table: LeapSeconds): Instant {
  // TAI is ahead of UTC by less than a minute: the UTC day is that of TAI or the one before.
  let utcDay = day + Math.floor(tai / 86400);
  let seconds = tai - (utcDay - day) * 86400 - taiMinusUtc(utcDay, table);
  if (seconds < 0) {
    utcDay -= 1;
    seconds = tai - (utcDay - day) * 86400 - taiMinusUtc(utcDay, table);
  }
  return normalized("utc", utcDay, seconds, utcDayLength(utcDay, table));
}

function normalized(scale: TimeScale, day: number, seconds: number, length: number): Instant {
  const days = Math.floor(seconds / length);
  const fraction = (seconds - days * length) / length;
  return fraction < 1 ? { scale, day: day + days, fraction } : { scale, day: day + days + 1, fraction: 0 };
}
