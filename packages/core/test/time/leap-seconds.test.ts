import { expect, test } from "vitest";
import { dateOfMjd } from "../../src/time/calendar.ts";
import { leapSeconds } from "../../src/time/leap-seconds.ts";
import { parseLeapSeconds } from "../../src/time/parse-leap-seconds.ts";

/** The table of this release in the form of `leap-seconds.list`. */
const list = [
  "# A comment, and the moment of the last change:",
  "#$\t3992284800",
  "#@\t4023129600",
  "#",
  ...leapSeconds.start.map((mjd, i) => `${(mjd - 15020) * 86400}\t${leapSeconds.offset[i]}\t# ${dateOfMjd(mjd)}`),
  "#h\t8f7c9f1d 1b2a 3c4d 5e6f 12345678",
].join("\n");

/** The same in the form of `Leap_Second.dat`. */
const dat = [
  "#  Value of TAI-UTC in seconds",
  "#  File expires on 28 June 2027",
  "#    MJD        Date        TAI-UTC (s)",
  ...leapSeconds.start.map((mjd, i) => {
    const [year, month, day] = dateOfMjd(mjd).split("-").map(Number);
    return `    ${mjd}.0    ${day}  ${month} ${year}       ${leapSeconds.offset[i]}`;
  }),
].join("\r\n");

test("both forms of the file are read, and say the same as the table of this release", () => {
  expect(parseLeapSeconds(list)).toEqual(leapSeconds);
  expect(parseLeapSeconds(dat)).toEqual(leapSeconds);
});

test.each([
  ["nothing", /neither an expiry line/],
  ["", /neither an expiry line/],
  ["#@ 4023129600\n", /no steps/],
  ["# File expires on 28 June 2027\n", /no steps/],
  ["# File expires on 28 Juno 2027\n", /no steps/],
  ["# File expires on 28 Brumaire 2027\n 41317.0 1 1 1972 10", /"Brumaire" is no month/],
  [list.replace("#@", "#"), /neither an expiry line/],
  [list.replace("4023129600", "3692217599"), /expires on MJD 57753.99\d*, before its last step on MJD 57754/],
  [list.replace(/^2272060800.*$/m, ""), /does not begin with 10 s on 1972-01-01/],
  [list.replace("\t25\t", "\t26\t"), /step to 26 s on MJD 47892 does not follow/],
  [list.replace("2287785600", "2287785601"), /does not follow/],
  [dat.replace("1  7 1972", "2  7 1972"), /names two different days/],
  [dat.replace(/ {4}41683.0.*/, ""), /step to 13 s on MJD 42048 does not follow/],
])("what is no table of leap seconds is refused: %#", (text, message) => {
  expect(() => parseLeapSeconds(text, "leaps.txt")).toThrow(message);
  expect(() => parseLeapSeconds(text, "leaps.txt")).toThrow(/^leaps.txt: /);
});

test("dates the calendar lacks are refused by the numbers beside them, and a long text costs nothing", () => {
  expect(() => parseLeapSeconds(dat.replace("1  1 1973", "31  2 1973"))).toThrow(/names two different days/);
  expect(() => parseLeapSeconds("9".repeat(200_000))).toThrow(/neither/);
});
