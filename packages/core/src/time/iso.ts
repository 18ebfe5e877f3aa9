import { GammakitError } from "../errors/gammakit-error.ts";
import { dateOfMjd, daysInMonth, mjdOfDate, padded } from "./calendar.ts";
import { instantFromMjd, toScale } from "./instant.ts";
import type { LeapSeconds } from "./leap-seconds.ts";
import { leapSeconds, utcDayLength } from "./leap-seconds.ts";
import type { Instant, TimeScale } from "./scale.ts";

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d*))?)?(Z)?)?$/;
const julian = /^(MJD|JD)\s*([+-]?)(\d+)(?:\.(\d*))?$/i;

/**
 * The instant that `text` names in `scale`: "2006-07-29T20:30:00.5", with a space for the T, without seconds, a date alone,
 * "MJD 53945.854", "JD 2453946.354". A final Z means UTC. 23:59:60 is accepted where there is a leap second.
 * FITS Standard 4.0, section 9.1.1. Throws "invalid-input" for everything else, and "unsupported" for UTC before 1972.
 */
export function parseTime(text: string, scale: TimeScale, table: LeapSeconds = leapSeconds): Instant {
  const trimmed = text.trim();
  const date = julian.exec(trimmed);
  if (date) return fromJulian(date, scale);
  const match = iso.exec(trimmed);
  if (!match) throw refusal(text, unreadable(trimmed));
  if (match[8] !== undefined && scale !== "utc")
    throw refusal(text, `ends with Z, which means UTC, but is given in ${scale.toUpperCase()}`);
  const [year, month, dayOfMonth, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) {
    throw refusal(text, "names a day that the calendar does not have");
  }
  const day = mjdOfDate(year, month, dayOfMonth);
  const length = scale === "utc" ? utcDayLength(day, table) : 86400;
  const inLeapSecond = hour === 23 && minute === 59 && second === 60 && length === 86401;
  if (second === 60 && !inLeapSecond) throw refusal(text, "has second 60, and there is no leap second");
  if (hour > 23 || minute > 59 || second > 60) throw refusal(text, "has an hour, minute or second that is too large");
  const seconds = hour * 3600 + minute * 60 + second + Number(`0.${match[7] ?? ""}0`);
  return { scale, day, fraction: Math.min(seconds / length, 1 - Number.EPSILON / 2) };
}

/**
 * "2006-07-29T20:30:00.000": an instant in `scale` (its own by default) with `digits` decimals of the second (0 to 9), rounded half up.
 * Rounding carries into the minute, the hour and the day; second 60 appears in leap seconds only.
 * Throws "invalid-input" for other `digits` and for years that do not have four figures.
 */
export function formatIso(
  instant: Instant,
  scale: TimeScale = instant.scale,
  digits = 3,
  table: LeapSeconds = leapSeconds,
): string {
  if (!Number.isInteger(digits) || digits < 0 || digits > 9) {
    throw new GammakitError("invalid-input", `A time has 0 to 9 decimals, not ${digits}.`, { digits });
  }
  const there = toScale(instant, scale, table);
  const length = scale === "utc" ? utcDayLength(there.day, table) : 86400;
  const unit = Number(`1e${digits}`);
  const ticks = Math.round(there.fraction * length * unit);
  const carried = ticks >= length * unit;
  const rest = carried ? 0 : ticks;
  const wholeSeconds = Math.floor(rest / unit);
  const minutes = Math.min(Math.floor(wholeSeconds / 60), 1439);
  const decimals = digits === 0 ? "" : `.${padded(rest - wholeSeconds * unit, digits)}`;
  const clock = [Math.floor(minutes / 60), minutes % 60, wholeSeconds - minutes * 60].map((part) => padded(part, 2));
  return `${dateOfMjd(there.day + (carried ? 1 : 0))}T${clock.join(":")}${decimals}`;
}

/** Digits before and after the point are kept apart, so nothing of a long fraction is lost. */
function fromJulian(match: RegExpExecArray, scale: TimeScale): Instant {
  const sign = match[2] === "-" ? -1 : 1;
  const day = sign * Number(match[3]);
  const fraction = sign * Number(`0.${match[4] ?? ""}0`);
  return match[1].toUpperCase() === "MJD"
    ? instantFromMjd(day, fraction, scale)
    : instantFromMjd(day - 2400001, fraction + 0.5, scale);
}

function unreadable(text: string): string {
  if (/^[+-]?\d+(\.\d*)?$/.test(text)) return `is a bare number; write "MJD ${text}" or "JD ${text}" for a Julian date`;
  return 'is not a time; write it like "2006-07-29T20:30:00"';
}

function refusal(text: string, what: string): GammakitError {
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  return new GammakitError("invalid-input", `Time ${shown} ${what}.`, { text });
}
