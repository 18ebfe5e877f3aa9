import { GammakitError } from "../errors/gammakit-error.ts";
import { convert } from "../units/convert.ts";
import { addSeconds, instantFromMjd, secondsBetween, toScale } from "./instant.ts";
import type { LeapSeconds } from "./leap-seconds.ts";
import { leapSeconds } from "./leap-seconds.ts";
import type { Instant, TimeScale } from "./scale.ts";

/** Value of a header keyword; undefined where the header does not have it. */
export type KeywordLookup = (keyword: string) => string | number | undefined;

/** What the times of a file count from. */
export interface TimeReference {
  /** Zero of the file's times, in TT. */
  readonly instant: Instant;
  /** Unit of the file's times [s]. */
  readonly unit: number;
  /** The file's own scale, in which it counts. */
  readonly scale: TimeScale;
  /** What had to be assumed, as sentences for a warning. */
  readonly notes: readonly string[];
}

const scales: Readonly<Record<string, TimeScale>> = {
  utc: "utc",
  tai: "tai",
  iat: "tai",
  tt: "tt",
  tdt: "tt",
  et: "tt",
  tdb: "tdb",
};

/**
 * Zero, unit and scale of the times of a file, from MJDREFI + MJDREFF or MJDREF, TIMEZERO, TIMESYS and TIMEUNIT.
 * FITS Standard 4.0, section 9; GADF 0.3, "Time". Numbers may be text. Without TIMESYS the scale is TT, without TIMEUNIT the unit is s.
 * Times are elapsed: leap seconds count also where TIMESYS is UTC. `where` names the file in messages.
 * Throws "invalid-file" where a keyword is missing, cannot be read or contradicts another, "unsupported" for UTC before 1972.
 */
export function referenceFromHeader(
  get: KeywordLookup,
  where = "The header",
  table: LeapSeconds = leapSeconds,
): TimeReference {
  const scale = scaleOf(get("TIMESYS"), where);
  const unit = secondsOf(get("TIMEUNIT"), where);
  const zero = toScale(referenceOf(get, scale, where), "tt", table);
  const offset = numberOf(get, "TIMEZERO", where) * unit;
  const texts = ["MJDREFI", "MJDREFF", "MJDREF", "TIMEZERO"].filter((keyword) => typeof get(keyword) === "string");
  const notes = texts.map((keyword) => `${where}: ${keyword} is the text "${get(keyword)}", read as a number.`);
  if (isBlank(get("TIMESYS"))) notes.push(`${where}: TIMESYS is missing; TT is assumed.`);
  return { instant: offset === 0 ? zero : addSeconds(zero, offset, table), unit, scale, notes };
}

/**
 * Seconds [TT, after `reference.instant`] of a time of the file [TIMEUNIT].
 * Only TDB needs more than the factor: it runs ahead and behind by up to 1.7 ms within a year.
 */
export function secondsAfterReference(
  reference: TimeReference,
  time: number,
  table: LeapSeconds = leapSeconds,
): number {
  const seconds = time * reference.unit;
  if (reference.scale !== "tdb") return seconds;
  const zero = toScale(reference.instant, "tdb", table);
  const days = Math.floor(seconds / 86400);
  const then = instantFromMjd(zero.day + days, zero.fraction + (seconds - days * 86400) / 86400, "tdb");
  return secondsBetween(reference.instant, then, table);
}

function referenceOf(get: KeywordLookup, scale: TimeScale, where: string): Instant {
  const single = get("MJDREF");
  if (get("MJDREFI") === undefined && get("MJDREFF") === undefined) {
    if (single !== undefined) return instantFromMjd(numberOf(get, "MJDREF", where), 0, scale);
    throw new GammakitError(
      "invalid-file",
      `${where}: neither MJDREFI and MJDREFF nor MJDREF is there, so its times count from nowhere.`,
    );
  }
  const [day, fraction] = [numberOf(get, "MJDREFI", where), numberOf(get, "MJDREFF", where)];
  // The pair is the more exact, so MJDREF may be rounded to a second.
  if (single !== undefined && !(Math.abs(numberOf(get, "MJDREF", where) - (day + fraction)) * 86400 <= 1)) {
    throw new GammakitError(
      "invalid-file",
      `${where}: MJDREF is ${single}, but MJDREFI + MJDREFF is ${day + fraction}. Remove the wrong one.`,
      { MJDREF: single, MJDREFI: day, MJDREFF: fraction },
    );
  }
  return instantFromMjd(day, fraction, scale);
}

function isBlank(raw: string | number | undefined): boolean {
  return raw === undefined || String(raw).trim() === "";
}

function numberOf(get: KeywordLookup, keyword: string, where: string): number {
  const raw = get(keyword);
  const value = raw === undefined ? 0 : typeof raw === "string" && raw.trim() === "" ? Number.NaN : Number(raw);
  if (Number.isFinite(value)) return value;
  throw new GammakitError("invalid-file", `${where}: ${keyword} is ${JSON.stringify(raw)}, and a number is needed.`, {
    keyword,
    value: raw,
  });
}

function scaleOf(raw: string | number | undefined, where: string): TimeScale {
  const name =
    String(raw ?? "")
      .trim()
      .toLowerCase() || "tt";
  if (Object.hasOwn(scales, name)) return scales[name];
  throw new GammakitError("invalid-file", `${where}: TIMESYS is "${raw}"; understood are UTC, TAI, TT and TDB.`, {
    TIMESYS: raw,
  });
}

function secondsOf(raw: string | number | undefined, where: string): number {
  const unit = String(raw ?? "").trim() || "s";
  try {
    return convert(1, unit, "s");
  } catch (cause) {
    throw new GammakitError(
      "invalid-file",
      `${where}: TIMEUNIT is "${unit}", and a unit of time is needed.`,
      { TIMEUNIT: unit },
      cause,
    );
  }
}
