import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { addSeconds, secondsBetween, toMjd, toScale } from "../../src/time/instant.ts";
import { formatIso, parseTime } from "../../src/time/iso.ts";
import { leapSeconds, taiMinusUtc } from "../../src/time/leap-seconds.ts";
import { referenceFromHeader, secondsAfterReference } from "../../src/time/reference.ts";
import type { Instant, TimeScale } from "../../src/time/scale.ts";
import { instantFromUnix, toUnix } from "../../src/time/unix.ts";
import { tally } from "../tally.ts";

interface Conversion {
  readonly utc: string;
  readonly utc_isot: string;
  readonly mjd_utc: string;
  readonly tai_isot: string;
  readonly mjd_tai: string;
  readonly tt_isot: string;
  readonly mjd_tt: string;
  readonly tdb_isot: string;
  readonly mjd_tdb: string;
  readonly unix: number;
  readonly mjd_utc_float: number;
  readonly mjd_tt_float: number;
}

interface Reference {
  readonly name: string;
  readonly MJDREFI: number;
  readonly MJDREFF: number;
  readonly TIMESYS: string;
  readonly TIMEUNIT: string;
  readonly TIMEZERO: number;
  readonly times: readonly {
    readonly value: number;
    readonly mjd_in_timesys: string;
    readonly isot_in_timesys: string;
    readonly isot_utc: string;
    readonly mjd_tt: string;
    readonly isot_tt: string;
  }[];
}

type Verdict = { readonly mjd_utc?: number; readonly warn?: readonly string[]; readonly error?: string };

interface Corpus {
  readonly leap_seconds: readonly { readonly year: number; readonly month: number; readonly tai_utc: number }[];
  readonly conversions: readonly Conversion[];
  readonly fits_references: readonly Reference[];
  readonly differences: readonly {
    readonly a_utc: string;
    readonly b_utc: string;
    readonly b_minus_a_seconds: number;
  }[];
  readonly strings: readonly { readonly text: string; readonly isot: Verdict; readonly guess: Verdict }[];
}

const read = () => readJson<Corpus>("GAMMAKIT_CORPORA", "time/time.json");
const scales = ["utc", "tai", "tt", "tdb"] as const;

/** The corpus allows 1 µs; its strings have nine decimals of a second or fifteen of a day, and are met to that. */
const nanosecond = 1e-9;
/** The corpus allows 50 µs; the series is within 1 µs of ERFA's. */
const tdbTolerance = 5e-6;
/** Of a double near MJD 60000 [d]. */
const mjdResolution = 2 ** -37;

const apart = (a: Instant, b: Instant) => Math.abs(secondsBetween(a, b));
const toleranceOf = (scale: TimeScale) => (scale === "tdb" ? tdbTolerance : nanosecond);

/** Names of the quantities that are further away than their tolerance. */
function wrong(distances: Readonly<Record<string, readonly [distance: number, tolerance: number]>>): readonly string[] {
  return Object.entries(distances)
    .filter(([, [distance, tolerance]]) => !(distance <= tolerance))
    .map(([name, [distance]]) => `${name} by ${distance}`);
}

describeWith(["GAMMAKIT_CORPORA"], "times judged by astropy and ERFA", () => {
  test("the leap-second table is the same", async () => {
    const { leap_seconds } = await read();
    const cases = tally("leap seconds");
    expect(leapSeconds.start.length).toBe(leap_seconds.length);
    for (const { year, month, tai_utc } of leap_seconds) {
      const date = `${year}-${String(month).padStart(2, "0")}-01`;
      const { day } = parseTime(date, "utc");
      cases.check(date, leapSeconds.start.includes(day) && taiMinusUtc(day) === tai_utc);
    }
    cases.finish();
  });

  test("instants agree in every scale, as text, as MJD and as numbers", async () => {
    const { conversions } = await read();
    const cases = tally("conversions between scales", {
      "1971-12-31T23:59:59.5": "refused, as the corpus allows: UTC before 1972 has seconds of another length",
    });
    for (const entry of conversions) {
      if (entry.utc < "1972") {
        expect(() => parseTime(entry.utc, "utc")).toThrow(/before 1972/);
        cases.check(entry.utc, false);
        continue;
      }
      const instant = parseTime(entry.utc, "utc");
      const failed = wrong({
        ...Object.fromEntries(
          scales.flatMap((scale) => [
            [scale, [apart(parseTime(entry[`${scale}_isot`], scale), toScale(instant, scale)), toleranceOf(scale)]],
            [`mjd ${scale}`, [apart(parseTime(`MJD ${entry[`mjd_${scale}`]}`, scale), instant), toleranceOf(scale)]],
          ]),
        ),
        "utc as a double": [Math.abs(toMjd(instant) - entry.mjd_utc_float), mjdResolution],
        "tt as a double": [Math.abs(toMjd(instant, "tt") - entry.mjd_tt_float), mjdResolution],
      });
      const written = (["utc", "tai", "tt"] as const).filter(
        (scale) => formatIso(instant, scale, 9) !== entry[`${scale}_isot`],
      );
      cases.check(entry.utc, failed.length + written.length === 0, [failed, written]);
    }
    cases.finish();
  });

  test("POSIX seconds agree", async () => {
    const { conversions } = await read();
    // Over a day with a leap second astropy stretches the count; here it is that of POSIX and of Date, exact until 23:59:60.
    const longDays = new Set(leapSeconds.start.slice(1).map((start) => start - 1));
    const since1972 = conversions.filter(({ utc }) => utc >= "1972");
    const cases = tally("POSIX seconds, without astropy's stretching of days with a leap second");
    for (const { utc, unix } of since1972) {
      const instant = parseTime(utc, "utc");
      const midnight = (instant.day - 40587) * 86400;
      const expected = longDays.has(instant.day) ? midnight + ((unix - midnight) / 86400) * 86401 : unix;
      const found = toUnix(instant);
      const back = utc.includes(":60") ? 0 : apart(instantFromUnix(found), instant);
      cases.check(utc, Math.abs(found - expected) <= 5e-7 && back < 2.5e-7, [found, back]);
      if (!utc.includes(":60")) {
        expect(Math.abs(found * 1000 - Date.parse(`${utc.slice(0, 23)}Z`))).toBeLessThan(1.001);
      }
    }
    cases.finish();
  });

  test("times of files with every kind of reference agree", async () => {
    const { fits_references } = await read();
    const cases = tally("times of files");
    const headers = tally("FITS references");
    for (const { name, times, ...header } of fits_references) {
      const keywords: Readonly<Record<string, unknown>> = header;
      const get = (keyword: string) => keywords[keyword] as string | number | undefined;
      if (times.length === 0) {
        // Days since 1858 in UTC: no time is given, and before 1972 there is none to count from.
        headers.check(name, /before 1972/.test(String(outcome(() => referenceFromHeader(get)))));
        continue;
      }
      const reference = referenceFromHeader(get);
      let agrees = true;
      for (const time of times) {
        const instant = addSeconds(reference.instant, secondsAfterReference(reference, time.value));
        const scale = header.TIMESYS.toLowerCase() as TimeScale;
        // A double cannot hold the value better than this.
        const tolerance =
          scale === "tdb" ? tdbTolerance : nanosecond + Math.abs(time.value) * reference.unit * 2 ** -52;
        const failed = wrong({
          // One is 10 s before 1972 in UTC, which is refused.
          utc: [time.isot_utc < "1972" ? 0 : apart(instant, parseTime(time.isot_utc, "utc")), tolerance],
          tt: [apart(instant, parseTime(time.isot_tt, "tt")), tolerance],
          "mjd tt": [apart(instant, parseTime(`MJD ${time.mjd_tt}`, "tt")), tolerance],
          own: [apart(instant, parseTime(time.isot_in_timesys, scale)), tolerance],
          "mjd own": [apart(instant, parseTime(`MJD ${time.mjd_in_timesys}`, scale)), tolerance],
        });
        cases.check(`${name} ${time.value}`, failed.length === 0, failed);
        agrees &&= failed.length === 0;
      }
      headers.check(name, agrees);
    }
    cases.finish();
    headers.finish();
  });

  test("elapsed seconds count leap seconds", async () => {
    const { differences } = await read();
    const cases = tally("differences");
    for (const { a_utc, b_utc, b_minus_a_seconds } of differences) {
      const seconds = secondsBetween(parseTime(a_utc, "utc"), parseTime(b_utc, "utc"));
      const tolerance = nanosecond + Math.abs(b_minus_a_seconds) * 2 ** -52;
      cases.check(`${a_utc}, ${b_utc}`, Math.abs(seconds - b_minus_a_seconds) <= tolerance, seconds);
    }
    cases.finish();
  });

  test("strings are accepted where astropy guesses them without a warning", async () => {
    const { strings } = await read();
    const cases = tally("time strings");
    for (const { text, guess } of strings) {
      const found = outcome(() => parseTime(text, "utc"));
      const refused = isGammakitError(found, "invalid-input");
      const expected = guess.mjd_utc !== undefined && guess.warn?.length === 0 ? guess.mjd_utc : undefined;
      const agrees = expected === undefined ? refused : !refused && toMjd(found as Instant) === expected;
      cases.check(JSON.stringify(text), agrees, found);
    }
    cases.finish();
  });
});

function outcome<T>(work: () => T): T | unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
