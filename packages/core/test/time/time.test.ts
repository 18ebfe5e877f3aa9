import { expect, test } from "vitest";
import { addSeconds, instantFromMjd, isAfterExpiry, secondsBetween, toScale } from "../../src/time/instant.ts";
import { formatIso, parseTime } from "../../src/time/iso.ts";
import { leapSeconds, withLeapSecond } from "../../src/time/leap-seconds.ts";
import { referenceFromHeader, secondsAfterReference } from "../../src/time/reference.ts";

type Header = Readonly<Record<string, string | number>>;
const read = (header: Header) => referenceFromHeader((keyword) => header[keyword]);
const hess = { MJDREFI: 51910, MJDREFF: 0.000742870370370241, TIMESYS: "TT", TIMEUNIT: "s" };

test("the H.E.S.S. reference is 2001-01-01T00:00:00 UTC, and user times count from it", () => {
  const { instant: reference, unit } = read(hess);
  expect(unit).toBe(1);
  expect(formatIso(reference, "utc", 9)).toBe("2001-01-01T00:00:00.000000000");
  const met = (text: string) => secondsBetween(reference, parseTime(text, "utc"));
  expect(Math.abs(met("2006-07-29T20:30:00") - 175897801)).toBeLessThan(1e-7);
  expect(Math.abs(met("2006-07-29T20:45:00") - 175898701)).toBeLessThan(1e-7);
});

test("keywords may be text, MJDREF may stand alone, and the scale is TT where TIMESYS is missing", () => {
  const text = read({ MJDREFI: "51910", MJDREFF: "0.000742870370370241" });
  expect(text.instant).toEqual(read(hess).instant);
  expect(text.notes).toEqual([
    'The header: MJDREFI is the text "51910", read as a number.',
    'The header: MJDREFF is the text "0.000742870370370241", read as a number.',
    "The header: TIMESYS is missing; TT is assumed.",
  ]);
  expect(read(hess).notes).toEqual([]);
  const days = read({ MJDREF: 55000.25, TIMEUNIT: "d", TIMEZERO: 1 });
  expect(days.unit).toBe(86400);
  expect(days.instant).toEqual({ scale: "tt", day: 55001, fraction: 0.25 });
});

test.each([
  [{}, /none of MJDREFI/],
  [{ MJDREFI: "x" }, /MJDREFI is "x"/],
  [{ MJDREFI: 51910, MJDREFF: " " }, /MJDREFF is " "/],
  [{ MJDREFF: 0.5 }, /MJDREFF is there, but MJDREFI is not/],
  [{ MJDREFI: 51910, MJDREFF: 0, MJDREF: 51911 }, /MJDREF is 51911, but MJDREFI \+ MJDREFF is 51910/],
  [{ JDREFI: 2451910, JDREFF: 0, JDREF: 2451911 }, /JDREF is 2451911, but JDREFI \+ JDREFF is 2451910/],
  [{ MJDREFI: 51910, TIMESYS: "LOCAL" }, /TIMESYS is "LOCAL", which is a clock of its own/],
  [{ MJDREFI: 51910, TIMESYS: "UT1" }, /TIMESYS is "UT1", which follows the rotation/],
  [{ MJDREFI: 51910, TIMESYS: "UT" }, /TIMESYS is "UT", which may mean/],
  [{ MJDREFI: 51910, TIMESYS: "constructor" }, /TIMESYS is "constructor"; understood are/],
  [{ MJDREFI: 51910, TIMESYS: "tt)" }, /TIMESYS is "tt\)"; understood are/],
  [{ MJDREFI: 51910, TIMEUNIT: "kg" }, /TIMEUNIT is "kg"/],
  [{ MJDREFI: 51910, TIMEOFFS: 1, TIMEZERO: 2 }, /TIMEOFFS is 1, but TIMEZERO/],
  [{ DATEREF: "2001-02-30" }, /DATEREF is "2001-02-30".*a day that the calendar does not have/],
  [{ DATEREF: "MJD 51910" }, /DATEREF is "MJD 51910"/],
  [{ DATEREF: "1970-01-01", TIMESYS: "UTC" }, /before 1972/],
  [{ MJDREFI: 40587, TIMESYS: "UTC" }, /^The header: MJDREF can't be used: MJD 40587 is before 1972/],
  [{ JDREF: 2440587.5, TIMESYS: "UTC" }, /^The header: JDREF can't be used: MJD 40587 is before 1972/],
])("a header that says nothing usable is refused: %o", (header, message) => {
  expect(() => read(header as Header)).toThrow(message);
});

test.each<[Header, string]>([
  [{ JDREF: 2451910.5 }, "2001-01-01T00:00:00.000000000"],
  [{ JDREFI: 2451910, JDREFF: 0.5007428703703702 }, "2001-01-01T00:01:04.184000000"],
  [{ DATEREF: "2001-01-01T00:01:04.184" }, "2001-01-01T00:01:04.184000000"],
  [{ DATEREF: "2001-01-01", TIMESYS: "UTC" }, "2001-01-01T00:01:04.184000000"],
  [{ MJDREFI: 51910, MJDREFF: 0.5, MJDREF: 51910.5 }, "2001-01-01T12:00:00.000000000"],
  // Half a pair gives way to the single value.
  [{ MJDREFI: 51910, MJDREF: 51910.5 }, "2001-01-01T12:00:00.000000000"],
  [{ MJDREFI: 51910 }, "2001-01-01T00:00:00.000000000"],
  [{ MJDREFI: 51910, TIMEOFFS: 2.5 }, "2001-01-01T00:00:02.500000000"],
  [{ MJDREFI: 51910, TIMEOFFS: 0, TIMEZERO: 2.5 }, "2001-01-01T00:00:02.500000000"],
  [{ MJDREFI: 51910, TIMEOFFS: 1, TIMEZERO: 1, TIMEUNIT: "min" }, "2001-01-01T00:01:00.000000000"],
  [{ MJDREFI: 51910, TIMESYS: "TT(TAI)" }, "2001-01-01T00:00:00.000000000"],
  [{ MJDREFI: 51910, TIMESYS: "TDT" }, "2001-01-01T00:00:00.000000000"],
  [{ MJDREFI: 51910, TIMESYS: "et" }, "2001-01-01T00:00:00.000000000"],
  [{ MJDREFI: 51910, TIMESYS: "IAT" }, "2001-01-01T00:00:32.184000000"],
  [{ MJDREFI: 51910, TIMESYS: "GPS" }, "2001-01-01T00:00:51.184000000"],
  [{ MJDREFI: 51910, TIMESYS: "GMT" }, "2001-01-01T00:01:04.184000000"],
  [{ MJDREFI: 51910, TIMESYS: "UTC(NIST)" }, "2001-01-01T00:01:04.184000000"],
])("the zero of %o is %s TT", (header, zero) => {
  expect(formatIso(read(header).instant, "tt", 9)).toBe(zero);
});

test.each<[Header, string]>([
  [{ MJDREFI: 51910, TIMESYS: "TDB", TIMEUNIT: "d", TIMEZERO: 90 }, "2001-03-31T23:59:59.998367095"],
  [{ MJDREFI: 51910, TIMESYS: "TDB", TIMEUNIT: "d", TIMEZERO: 180 }, "2001-06-29T23:59:59.999851261"],
  [{ MJDREFI: 50000, TIMESYS: "TCB", TIMEUNIT: "d", TIMEZERO: 90 }, "1996-01-07T23:59:50.694623014"],
])("an offset counts on the clock of the file: the zero of %o is %s TT", (header, zero) => {
  // astropy 5.2; its series of TDB is longer.
  expect(Math.abs(secondsBetween(read(header).instant, parseTime(zero, "tt")))).toBeLessThan(1e-6);
});

test.each([
  // astropy 5.2.1; TCB by way of TDB, good to microseconds.
  ["TCG", 0, "2001-01-01T05:59:59.472143200", 1e-9],
  ["TCG", 1e8, "2004-03-03T15:46:39.402450297", 3e-8],
  ["TCG", 4e8, "2013-09-04T21:06:39.193371589", 1.2e-7],
  ["TCB", 0, "2001-01-01T05:59:48.256307724", 5e-6],
  ["TCB", 1e8, "2004-03-03T15:46:26.704289840", 5e-6],
  ["TCB", 4e8, "2013-09-04T21:06:22.055573608", 5e-6],
])("%s runs faster: %d s after MJD 51910.25 are %s TT", (TIMESYS, seconds, tt, tolerance) => {
  const reference = read({ MJDREFI: 51910, MJDREFF: 0.25, TIMESYS });
  const then = addSeconds(reference.instant, secondsAfterReference(reference, seconds));
  expect(Math.abs(secondsBetween(parseTime(tt, "tt"), then))).toBeLessThanOrEqual(tolerance);
});

test("MJDREF comes before JDREF, and JDREF before DATEREF; where they disagree, a note says so", () => {
  const agreeing = { TIMESYS: "TT", MJDREF: 51910, JDREF: 2451910.5, DATEREF: "2001-01-01T00:00:00.5" };
  expect(read(agreeing).notes).toEqual([]);
  const { instant, notes } = read({ TIMESYS: "TT", JDREF: 2451911.5, MJDREF: 51910, DATEREF: "2001-01-01" });
  expect(instant.day).toBe(51910);
  expect(notes).toEqual(["The header: JDREF names another time than MJDREF, which is the one taken."]);
  expect(read({ TIMESYS: "TT", JDREF: 2451911.5, DATEREF: "2001-01-01" }).instant.day).toBe(51911);
});

test("times at the barycenter are noted, times on Earth are not", () => {
  const notes = (place: Header) => read({ ...hess, ...place }).notes;
  expect(notes({ TREFPOS: "BARYCENTER" })).toEqual([
    'The header: TREFPOS is "BARYCENTER": its times differ from those on Earth by up to 500 s.',
  ]);
  expect(notes({ TIMEREF: "SOLARSYSTEM" })).toHaveLength(1);
  expect([{ TREFPOS: "TOPOCENTER" }, { TREFPOS: "GEOCENTER" }, { TIMEREF: "LOCAL" }].flatMap(notes)).toEqual([]);
});

test("times in TDB are brought to TT one by one", () => {
  const reference = read({ MJDREFI: 49353, MJDREFF: 0.000696574074, TIMESYS: "TDB" });
  const seconds = secondsAfterReference(reference, 3e8);
  const then = addSeconds(reference.instant, seconds);
  // 2003-07-05T05:21:00.183999994 TDB is 1.833 ms later in TT (ERFA).
  expect(Math.abs(secondsBetween(parseTime("2003-07-05T05:21:00.184001827", "tt"), then))).toBeLessThan(1e-5);
});

test("a leap second has its own second 60, and elapsed time counts it", () => {
  const before = parseTime("2016-12-31T23:59:59", "utc");
  const inside = parseTime("2016-12-31T23:59:60.5", "utc");
  const after = parseTime("2017-01-01T00:00:00", "utc");
  expect(secondsBetween(before, after)).toBeCloseTo(2, 9);
  expect(secondsBetween(before, inside)).toBeCloseTo(1.5, 9);
  expect(formatIso(addSeconds(before, 1.5), "utc", 3)).toBe("2016-12-31T23:59:60.500");
  expect(formatIso(inside, "tai")).toBe("2017-01-01T00:00:36.500");
});

test("rounding carries, and never writes second 60 outside a leap second", () => {
  expect(formatIso(parseTime("2019-12-31T23:59:59.9996", "utc"), "utc", 3)).toBe("2020-01-01T00:00:00.000");
  expect(formatIso(parseTime("2019-06-01T10:59:59.96", "utc"), "utc", 1)).toBe("2019-06-01T11:00:00.0");
  expect(formatIso(parseTime("2016-12-31T23:59:59.9996", "utc"), "utc", 3)).toBe("2016-12-31T23:59:60.000");
  expect(formatIso(parseTime("2016-12-31T23:59:60.9996", "utc"), "utc", 3)).toBe("2017-01-01T00:00:00.000");
  expect(formatIso(parseTime("2016-12-31T23:59:59.6", "utc"), "utc", 0)).toBe("2016-12-31T23:59:60");
});

test.each([
  ["2006-07-29", 53945, 0],
  ["2006-07-29 20:30", 53945, 20.5 / 24],
  ["2006-07-29T20:30:00Z", 53945, 20.5 / 24],
  ["2006-07-29T20:30:00.", 53945, 20.5 / 24],
  ["MJD 53945.25", 53945, 0.25],
  ["mjd53945", 53945, 0],
  ["JD 2453945.75", 53945, 0.25],
  ["JD 2453945", 53944, 0.5],
  ["MJD -0.25", -1, 0.75],
])("%s is a time", (text, day, fraction) => {
  const scale = text.startsWith("MJD -") ? "tt" : "utc";
  expect(parseTime(text, scale)).toEqual({ scale, day, fraction });
});

test.each([
  "",
  "NaN",
  "53945.25",
  "01/02/2023",
  "20230101T000000",
  "2023-001",
  "-0044-03-15T00:00:00",
  "2023-02-29T00:00:00",
  "1900-02-29",
  "2023-13-01T00:00:00",
  "2023-01-01T00:60:00",
  "2023-01-01T24:00:00",
  "2015-03-01T23:59:60",
  "2016-12-31T12:59:60",
  "1972-06-30T23:59:61",
  "2023-01-01T00:00:00+01:00",
])("%j is not a time", (text) => {
  expect(() => parseTime(text, "utc")).toThrow(/^Time /);
});

test("a Z belongs to UTC", () => {
  expect(() => parseTime("2023-01-01T00:00:00Z", "tt")).toThrow(/means UTC, but is given in TT/);
});

test("UTC before 1972 is refused, TT is not", () => {
  expect(() => parseTime("1971-12-31", "utc")).toThrow(/before 1972-01-01/);
  expect(formatIso(parseTime("1858-11-17", "tt"), "tai")).toBe("1858-11-16T23:59:27.816");
});

test("the leap-second table grows by a value, and nothing else changes", () => {
  const next = withLeapSecond(leapSeconds, { start: 61587, offset: 38, expires: 61767 });
  const day = parseTime("2027-06-30T23:59:60", "utc", next);
  expect(secondsBetween(day, parseTime("2027-07-01", "utc", next), next)).toBeCloseTo(1, 9);
  expect(() => parseTime("2027-06-30T23:59:60", "utc")).toThrow(/no leap second/);
  expect(leapSeconds.offset.length).toBe(28);
  expect(() => withLeapSecond(leapSeconds, { start: 61587, offset: 40, expires: 61767 })).toThrow(/does not follow/);
  expect([leapSeconds, next].map((table) => isAfterExpiry(parseTime("2027-07-02", "tt"), table))).toEqual([
    true,
    false,
  ]);
  expect(withLeapSecond(leapSeconds, { expires: 61767 }).offset).toBe(leapSeconds.offset);
});

test("the table of this release ends with 27 June 2027; beyond, its last offset is used", () => {
  expect([61583.9, 61584.1].map((mjd) => isAfterExpiry(instantFromMjd(mjd, 0, "utc")))).toEqual([false, true]);
  expect(formatIso(parseTime("2040-01-01", "utc"), "tai")).toBe("2040-01-01T00:00:37.000");
});

test("the fraction lies in [0, 1), whatever is added", () => {
  expect(instantFromMjd(5.75, 3.5, "tt")).toEqual({ scale: "tt", day: 9, fraction: 0.25 });
  expect(instantFromMjd(5, -1e-30, "tt").fraction).toBeLessThan(1);
  expect(() => instantFromMjd(Number.NaN, 0, "tt")).toThrow(/not an instant/);
  expect(() => addSeconds(instantFromMjd(5, 0, "tt"), Number.POSITIVE_INFINITY)).toThrow(/Cannot add/);
  expect(toScale(parseTime("2017-01-01", "utc"), "tt").fraction).toBeCloseTo(69.184 / 86400, 15);
});
