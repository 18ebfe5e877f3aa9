import fc from "fast-check";
import { expect, test } from "vitest";
import { addSeconds, instantFromMjd, secondsBetween, toScale } from "../../src/time/instant.ts";
import { formatIso, parseTime } from "../../src/time/iso.ts";
import { leapSeconds } from "../../src/time/leap-seconds.ts";
import type { TimeScale } from "../../src/time/scale.ts";

const nanosecond = 1e-9;
const scale = fc.constantFrom<TimeScale>("utc", "tai", "tt", "tdb");
/** 1972 to 2040, and often within a minute of a leap second. */
const day = fc.oneof(
  fc.integer({ min: 41318, max: 66154 }),
  fc.constantFrom(...leapSeconds.start.slice(1)).map((start) => start - 1),
);
const fraction = fc.oneof(
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  fc.double({ min: 0.9993, max: 1, maxExcluded: true, noNaN: true }),
);
const instant = fc.tuple(day, fraction, scale).map(([d, f, s]) => instantFromMjd(d, f, s));

test("an instant taken to another scale and back is within a nanosecond", () => {
  fc.assert(
    fc.property(instant, scale, (a, there) => {
      const b = toScale(a, there);
      expect(b.fraction >= 0 && b.fraction < 1 && Number.isInteger(b.day)).toBe(true);
      expect(Math.abs(secondsBetween(a, toScale(b, a.scale)))).toBeLessThan(nanosecond);
      expect(Math.abs(secondsBetween(a, b))).toBeLessThan(nanosecond);
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test("a time written with nine digits is read within half a nanosecond, and written the same again", () => {
  fc.assert(
    fc.property(instant, (a) => {
      const text = formatIso(a, a.scale, 9);
      const b = parseTime(text, a.scale);
      expect(Math.abs(secondsBetween(a, b))).toBeLessThan(0.6e-9);
      expect(formatIso(b, a.scale, 9)).toBe(text);
    }),
    { seed: 2, numRuns: 1000 },
  );
});

test("rounded times are within half a unit, and second 60 is in leap seconds only", () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 6 }), (a, digits) => {
      const text = formatIso(a, "utc", digits);
      const b = parseTime(text, "utc");
      expect(Math.abs(secondsBetween(a, b))).toBeLessThan(0.5 * 10 ** -digits + 2e-10);
    }),
    { seed: 3, numRuns: 1000 },
  );
});

test("seconds added are seconds between", () => {
  fc.assert(
    fc.property(instant, fc.double({ min: -1e7, max: 1e7, noNaN: true }), (a, seconds) => {
      const d = toScale(a, "tai").day;
      fc.pre(d > 41500 || a.scale !== "utc");
      expect(Math.abs(secondsBetween(a, addSeconds(a, seconds)) - seconds)).toBeLessThan(4e-9);
    }),
    { seed: 4, numRuns: 1000 },
  );
});

test("whatever the text, it is a time or an error of this library", () => {
  const characters = fc.string({ unit: fc.constantFrom(..."0123456789-:T. ZMJD"), maxLength: 24 });
  fc.assert(
    fc.property(fc.oneof(fc.string(), characters), (text) => {
      try {
        const { fraction: f } = parseTime(text, "tt");
        expect(f >= 0 && f < 1).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ name: "GammakitError", code: "invalid-input" });
      }
    }),
    { seed: 5, numRuns: 1000 },
  );
});
