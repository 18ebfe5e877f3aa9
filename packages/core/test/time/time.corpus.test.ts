import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { addSeconds, secondsBetween, toScale } from "../../src/time/instant.ts";
import { formatIso, parseTime } from "../../src/time/iso.ts";
import { leapSeconds } from "../../src/time/leap-seconds.ts";
import { referenceFromHeader, secondsAfterReference } from "../../src/time/reference.ts";
import type { Instant, TimeScale } from "../../src/time/scale.ts";

interface Conversion {
  readonly utc: string;
  readonly utc_isot: string;
  readonly mjd_utc: string;
  readonly tai_isot: string;
  readonly mjd_tai: string;
  readonly tt_isot: string;
  readonly mjd_tt: string;
  readonly tdb_isot: string;
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
    readonly isot_tt: string;
  }[];
}

interface Corpus {
  readonly leap_seconds: readonly { readonly year: number; readonly month: number; readonly tai_utc: number }[];
  readonly conversions: readonly Conversion[];
  readonly fits_references: readonly Reference[];
  readonly differences: readonly {
    readonly a_utc: string;
    readonly b_utc: string;
    readonly b_minus_a_seconds: number;
  }[];
  readonly strings: readonly { readonly text: string }[];
}

const read = () => readJson<Corpus>("GAMMAKIT_CORPORA", "time/time.json");

/** The strings have nine decimals, so half of the last one is theirs. */
const nanosecond = 1e-9;
/** The corpus allows 50 µs; the series is within 1 µs of ERFA's. */
const tdbTolerance = 5e-6;

const apart = (a: Instant, b: Instant) => Math.abs(secondsBetween(a, b));

describeWith(["GAMMAKIT_CORPORA"], "times judged by astropy and ERFA", () => {
  test("the leap-second table is the same", async () => {
    const { leap_seconds } = await read();
    expect(leapSeconds.offset).toEqual(leap_seconds.map(({ tai_utc }) => tai_utc));
    const dates = leap_seconds.map(({ year, month }) => `${year}-${String(month).padStart(2, "0")}-01`);
    expect(leapSeconds.start).toEqual(dates.map((date) => parseTime(date, "utc").day));
  });

  test("instants agree in every scale, as text and as MJD", async () => {
    const { conversions } = await read();
    const failed: string[] = [];
    const before1972: string[] = [];
    let passed = 0;
    for (const entry of conversions) {
      if (entry.utc < "1972") {
        before1972.push(entry.utc);
        expect(() => parseTime(entry.utc, "utc")).toThrow(/before 1972/);
        continue;
      }
      const instant = parseTime(entry.utc, "utc");
      const wrong = (["utc", "tai", "tt", "tdb"] as const).filter((scale) => {
        const tolerance = scale === "tdb" ? tdbTolerance : nanosecond;
        return apart(parseTime(entry[`${scale}_isot`], scale), toScale(instant, scale)) > tolerance;
      });
      const wrongMjd = (["utc", "tai", "tt"] as const).filter(
        (scale) => apart(parseTime(`MJD ${entry[`mjd_${scale}`]}`, scale), instant) > nanosecond,
      );
      const written = formatIso(instant, "utc", 9) === entry.utc_isot;
      if (wrong.length + wrongMjd.length === 0 && written) passed++;
      else failed.push(`${entry.utc}: ${wrong} ${wrongMjd} ${formatIso(instant, "utc", 9)}`);
    }
    expect(failed).toEqual([]);
    // UTC before 1972 has seconds of another length: refused, as the corpus allows.
    expect(before1972).toEqual(["1971-12-31T23:59:59.5"]);
    expect(passed).toBeGreaterThanOrEqual(133);
  });

  test("times of files with every kind of reference agree", async () => {
    const { fits_references } = await read();
    const failed: string[] = [];
    let passed = 0;
    for (const { name, times, ...header } of fits_references) {
      if (times.length === 0) continue;
      const keywords: Readonly<Record<string, unknown>> = header;
      const reference = referenceFromHeader((keyword) => keywords[keyword] as string | number | undefined);
      for (const time of times) {
        const instant = addSeconds(reference.instant, secondsAfterReference(reference, time.value));
        const scale = header.TIMESYS.toLowerCase() as TimeScale;
        // A double cannot hold the value better than this.
        const tolerance =
          scale === "tdb" ? tdbTolerance : nanosecond + Math.abs(time.value) * reference.unit * 2 ** -52;
        const wrong = [
          time.isot_utc < "1972" ? 0 : apart(instant, parseTime(time.isot_utc, "utc")),
          apart(instant, parseTime(time.isot_tt, "tt")),
          apart(instant, parseTime(time.isot_in_timesys, scale)),
          apart(instant, parseTime(`MJD ${time.mjd_in_timesys}`, scale)),
        ].filter((distance) => !(distance <= tolerance));
        if (wrong.length === 0) passed++;
        else failed.push(`${name} ${time.value}: ${wrong}`);
      }
    }
    expect(failed).toEqual([]);
    expect(passed).toBeGreaterThanOrEqual(32);
  });

  test("elapsed seconds count leap seconds", async () => {
    const { differences } = await read();
    const failed = differences.filter(({ a_utc, b_utc, b_minus_a_seconds }) => {
      const seconds = secondsBetween(parseTime(a_utc, "utc"), parseTime(b_utc, "utc"));
      return !(Math.abs(seconds - b_minus_a_seconds) <= nanosecond + Math.abs(b_minus_a_seconds) * 2 ** -52);
    });
    expect(failed).toEqual([]);
    expect(differences.length).toBeGreaterThanOrEqual(20);
  });

  test("strings are accepted where astropy does so without a warning", async () => {
    const { strings } = await read();
    const accepted = strings
      .map(({ text }) => text)
      .filter((text) => {
        try {
          parseTime(text, "utc");
          return true;
        } catch (error) {
          return !isGammakitError(error, "invalid-input");
        }
      });
    expect(accepted).toEqual(["2023-01-01T00:00:00Z", "2023-01-01 00:00", "2023-01-01T00:00:00."]);
  });
});
