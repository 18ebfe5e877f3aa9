import { GammakitError } from "../errors/gammakit-error.ts";
import { convert } from "../units/convert.ts";
import { addSeconds, instantFromMjd, secondsBetween, toScale } from "./instant.ts";
import { parseTime } from "./iso.ts";
import type { LeapSeconds } from "./leap-seconds.ts";
import { leapSeconds } from "./leap-seconds.ts";
import type { Instant, TimeScale } from "./scale.ts";
import { type TimeSystem, timeSystem } from "./time-system.ts";

/** Value of a header keyword; undefined where the header does not have it. */
export type KeywordLookup = (keyword: string) => string | number | undefined;

/** What the times of a file count from. */
export interface TimeReference {
  /** Zero of the file's times, in TT. */
  readonly instant: Instant;
  /** Unit of the file's times [s]. */
  readonly unit: number;
  /** Scale in which the file counts: its own, or for GPS, TCG and TCB the one beside which they run. */
  readonly scale: TimeScale;
  /** Seconds of `scale` per second of the file: 1 but for TCG and TCB. */
  readonly rate: number;
  /** What had to be assumed, as sentences for a warning. */
  readonly notes: readonly string[];
}

/**
 * Zero, unit and scale of the times of a file, as its keywords say.
 * - Zero: MJDREFI + MJDREFF, MJDREF, JDREFI + JDREFF, JDREF or DATEREF, the first there is; plus TIMEOFFS, which OGIP calls TIMEZERO.
 * - Scale: TIMESYS, all values of the standard but LOCAL and UT1; TT where it is missing. Unit: TIMEUNIT; s where it is missing.
 *
 * FITS Standard 4.0, section 9; GADF 0.3, "Time". Numbers may be text. The standard would have a file without zero count from
 * MJD 0; no file means that, so it is refused. Times are elapsed: leap seconds count also where TIMESYS is UTC. Nothing corrects
 * for where the times hold (TREFPOS, TIMEREF); that they hold at the barycenter is noted. `where` names the file in messages.
 * Throws "invalid-file" where a keyword is missing, cannot be read or contradicts another, "unsupported" for UTC before 1972
 * and for scales that cannot be related to others.
 */
export function referenceFromHeader(
  get: KeywordLookup,
  where = "The header",
  table: LeapSeconds = leapSeconds,
): TimeReference {
  const header = { get, where };
  const { scale, rate, instantAt } = systemOf(header);
  const unit = secondsOf(get("TIMEUNIT"), where);
  const { instant, notes } = zeroOf(header, instantAt, table);
  const zero = { instant, unit, scale, rate, notes: [...textNotes(header), ...notes, ...systemNotes(header)] };
  const offset = offsetOf(header);
  if (!(Math.abs(offset * unit) <= longestOffset)) {
    throw new GammakitError("invalid-file", `${where}: TIMEOFFS, or TIMEZERO, is too large to be a time.`, { offset });
  }
  if (offset === 0) return zero;
  return { ...zero, instant: addSeconds(instant, secondsAfterReference(zero, offset, table), table) };
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
  const seconds = time * reference.unit * reference.rate;
  if (reference.scale !== "tdb") return seconds;
  const zero = toScale(reference.instant, "tdb", table);
  const days = Math.floor(seconds / 86400);
  const then = instantFromMjd(zero.day + days, zero.fraction + (seconds - days * 86400) / 86400, "tdb");
  return secondsBetween(reference.instant, then, table);
}

interface Header {
  readonly get: KeywordLookup;
  readonly where: string;
}

type Zero = readonly [keyword: string, instant: Instant];

/** The first of the zeros a header gives, in the order of precedence of section 9.2.2, and a note where they disagree. */
function zeroOf(header: Header, instantAt: TimeSystem["instantAt"], table: LeapSeconds) {
  const inTt = (keyword: string, instant: Instant) => {
    try {
      return toScale(instant, "tt", table);
    } catch (cause) {
      const { code, message } = cause as GammakitError;
      throw new GammakitError(code, `${header.where}: ${keyword} can't be used: ${message}`, {}, cause);
    }
  };
  const mjd = dayOf(header, "MJDREF");
  const jd = dayOf(header, "JDREF");
  const date = header.get("DATEREF");
  const zeros: Zero[] = [];
  if (mjd) zeros.push(["MJDREF", inTt("MJDREF", instantAt(mjd.day, mjd.fraction))]);
  if (jd) zeros.push(["JDREF", inTt("JDREF", instantAt(jd.day - 2400000, jd.fraction - 0.5))]);
  if (!isBlank(date)) zeros.push(["DATEREF", inTt("DATEREF", dateOf(header, String(date), instantAt, table))]);
  if (zeros.length === 0) {
    throw new GammakitError(
      "invalid-file",
      `${header.where}: none of MJDREFI and MJDREFF, MJDREF, JDREF and DATEREF is there, so its times count from nowhere.`,
    );
  }
  const [[first, instant], ...others] = zeros;
  const notes = others
    .filter(([, other]) => !(Math.abs(secondsBetween(instant, other)) <= agreement))
    .map(([keyword]) => `${header.where}: ${keyword} names another time than ${first}, which is the one taken.`);
  return { instant, notes };
}

/** Keywords may be rounded to this [s]. */
const agreement = 1;

/** Day and fraction of MJDREF or JDREF; the pair of integer and fraction is the more exact, half a pair gives way to the single. */
function dayOf({ get, where }: Header, keyword: "MJDREF" | "JDREF") {
  const [i, f] = [`${keyword}I`, `${keyword}F`];
  const [single, whole, part] = [keyword, i, f].map((name) => numberOf(get, name, where));
  if (whole === undefined && part === undefined) return single === undefined ? undefined : { day: single, fraction: 0 };
  if (single !== undefined && (whole === undefined || part === undefined)) return { day: single, fraction: 0 };
  if (whole === undefined) {
    throw new GammakitError("invalid-file", `${where}: ${f} is there, but ${i} is not.`, { [f]: part });
  }
  const day = { day: whole, fraction: part ?? 0 };
  if (single !== undefined && !(Math.abs(single - (day.day + day.fraction)) * 86400 <= agreement)) {
    throw new GammakitError(
      "invalid-file",
      `${where}: ${keyword} is ${single}, but ${i} + ${f} is ${day.day + day.fraction}. Remove the wrong one.`,
      { [keyword]: single, [i]: whole, [f]: part },
    );
  }
  return day;
}

function dateOf({ where }: Header, text: string, instantAt: TimeSystem["instantAt"], table: LeapSeconds): Instant {
  const { scale } = instantAt(60000, 0);
  try {
    if (!/^\s*\d{4}-/.test(text)) throw new Error("it is no date");
    const { day, fraction } = parseTime(text, scale, table);
    return instantAt(day, fraction);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new GammakitError(
      "invalid-file",
      `${where}: DATEREF is "${text}", and a date like 2001-01-01T00:00:00 is needed: ${reason}`,
      { DATEREF: text },
      cause,
    );
  }
}

/** Beyond it an instant is no number any more that tells one day from the next [s]. */
const longestOffset = 1e15;

/** TIMEOFFS or TIMEZERO [TIMEUNIT]: two names for one thing. */
function offsetOf({ get, where }: Header): number {
  const [fits, ogip] = ["TIMEOFFS", "TIMEZERO"].map((keyword) => numberOf(get, keyword, where));
  if (fits !== undefined && ogip !== undefined && fits !== ogip && fits !== 0 && ogip !== 0) {
    throw new GammakitError(
      "invalid-file",
      `${where}: TIMEOFFS is ${fits}, but TIMEZERO, its other name, is ${ogip}. Remove the wrong one.`,
      { TIMEOFFS: fits, TIMEZERO: ogip },
    );
  }
  return fits || ogip || 0;
}

function systemOf({ get, where }: Header): TimeSystem {
  const raw = get("TIMESYS");
  return timeSystem(isBlank(raw) ? "tt" : String(raw), where);
}

function textNotes({ get, where }: Header): readonly string[] {
  return ["MJDREFI", "MJDREFF", "MJDREF", "JDREFI", "JDREFF", "JDREF", "TIMEOFFS", "TIMEZERO"]
    .filter((keyword) => typeof get(keyword) === "string")
    .map((keyword) => `${where}: ${keyword} is the text "${get(keyword)}", read as a number.`);
}

function systemNotes({ get, where }: Header): readonly string[] {
  const notes = isBlank(get("TIMESYS")) ? [`${where}: TIMESYS is missing; TT is assumed.`] : [];
  for (const keyword of ["TREFPOS", "TIMEREF"]) {
    const place = String(get(keyword) ?? "").trim();
    if (!/^(bary|solarsys|helio|embary)/i.test(place)) continue;
    notes.push(`${where}: ${keyword} is "${place}": its times differ from those on Earth by up to 500 s.`);
  }
  return notes;
}

function isBlank(raw: string | number | undefined): boolean {
  return raw === undefined || String(raw).trim() === "";
}

function numberOf(get: KeywordLookup, keyword: string, where: string): number | undefined {
  const raw = get(keyword);
  if (raw === undefined) return undefined;
  const value = typeof raw === "string" && raw.trim() === "" ? Number.NaN : Number(raw);
  if (Number.isFinite(value)) return value;
  throw new GammakitError("invalid-file", `${where}: ${keyword} is ${JSON.stringify(raw)}, and a number is needed.`, {
    keyword,
    value: raw,
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
