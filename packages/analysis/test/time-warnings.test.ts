import { instantFromMjd, leapSeconds } from "@gammakit/core";
import { expect, test } from "vitest";
import { timeWarnings } from "../src/reduction/time-warnings.ts";

const within = instantFromMjd(leapSeconds.expires - 1, 0, "utc");
const beyond = [1, 100].map((days) => instantFromMjd(leapSeconds.expires + days, 0.5, "tt"));

test("what was assumed to read times is a warning at its file", () => {
  const note = "run_7.fits.gz, HDU 1 (EVENTS): TIMESYS is missing; TT is assumed.";
  expect(timeWarnings([{ id: 7, warnings: [note] }], [within])).toEqual([
    { code: "time-reference", message: note, where: "run_7.fits.gz" },
  ]);
});

test("times after the leap seconds expire are one warning, however many, that says what to do", () => {
  expect(timeWarnings([], [within])).toEqual([]);
  const [warning, ...others] = timeWarnings([], [within, ...beyond]);
  expect(others).toEqual([]);
  expect(warning).toMatchObject({ code: "leap-seconds-expired", where: "time" });
  expect(warning.message).toContain(`MJD ${leapSeconds.expires + 100}`);
  expect(warning.message).toContain("newer release");
});
