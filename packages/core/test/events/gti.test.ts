import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import {
  clipGti,
  concatGti,
  createGti,
  type Gti,
  gtiIntervals,
  insideGti,
  intersectGti,
  intervalCenters,
  onTime,
  unionGti,
} from "../../src/events/gti.ts";
import { rebaseGti } from "../../src/events/rebase.ts";

const reference = { scale: "tt", day: 51910, fraction: 0.000742870370370241 } as const;
const gti = (...intervals: (readonly [number, number])[]) => createGti(reference, intervals);

test("clipping keeps the part inside, in order, and drops what is empty", () => {
  const given = gti([50, 60], [0, 10], [20, 30], [35, 35]);
  expect(gtiIntervals(clipGti(given, 5, 55))).toEqual([
    [50, 55],
    [5, 10],
    [20, 30],
  ]);
  // Touching is not overlapping, and an interval without length is no good time.
  expect(gtiIntervals(clipGti(given, 10, 20))).toEqual([]);
  expect(gtiIntervals(clipGti(given, 34, 36))).toEqual([]);
  expect(gtiIntervals(clipGti(given, 30, 5))).toEqual([]);
  expect(gtiIntervals(clipGti(given, Number.NaN, 5))).toEqual([]);
});

test("the union merges what overlaps or touches", () => {
  expect(gtiIntervals(unionGti(gti([5, 7], [0, 2], [2, 3], [6, 9], [20, 30], [21, 22], [12, 12])))).toEqual([
    [0, 3],
    [5, 9],
    [20, 30],
  ]);
  expect(gtiIntervals(unionGti(gti()))).toEqual([]);
});

test("time that two intervals cover counts once", () => {
  // The reference adds the rows, and so has a livetime longer than the run.
  expect(onTime(gti([0, 10], [5, 12]))).toBe(12);
  expect(onTime(gti([0, 10], [20, 21]))).toBe(11);
  expect(onTime(gti([0, 10], [0, 10]))).toBe(10);
  expect(onTime(gti())).toBe(0);
  expect(onTime(gti([3, 3]))).toBe(0);
});

test("a time is inside from the start up to but not including the stop", () => {
  const given = gti([0, 10], [20, 30]);
  expect([-1, 0, 5, 10, 20, 30, Number.NaN].map((time) => insideGti(given, time))).toEqual([
    false,
    true,
    true,
    false,
    true,
    false,
    false,
  ]);
});

test("an interval that runs backwards, or is not a number, is refused by its number", () => {
  for (const wrong of [
    [5, 4],
    [Number.NaN, 4],
    [5, Number.NaN],
  ] as const) {
    expect(() => gti([0, 1], wrong)).toThrow(/Good time interval 2 runs from/);
  }
});

test("intervals of different references are not mixed; rebased they are the same times", () => {
  const other = createGti({ scale: "tt", day: 51911, fraction: 0.000742870370370241 }, [[0, 10]]);
  for (const mix of [concatGti, intersectGti]) {
    try {
      mix(gti([0, 1]), other);
      expect.unreachable();
    } catch (error) {
      expect(isGammakitError(error, "invalid-input")).toBe(true);
      expect((error as Error).message).toContain("rebaseGti");
    }
  }
  expect(gtiIntervals(rebaseGti(other, reference))).toEqual([[86400, 86410]]);
  const both = concatGti(gti([0, 1]), rebaseGti(other, reference));
  expect(gtiIntervals(both)).toEqual([
    [0, 1],
    [86400, 86410],
  ]);
  expect(onTime(both)).toBe(11);
});

describe("algebra", () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 40 }))
    .map(([start, length]) => [start, start + length] as const);
  const some = fc.array(interval, { maxLength: 12 }).map((intervals) => gti(...intervals));
  const time = fc.integer({ min: -5, max: 250 });
  const covers = (a: Gti, b: Gti) =>
    gtiIntervals(b).every(([start, stop]) => gtiIntervals(a).some(([p, q]) => p <= start && stop <= q));
  const check = (name: string, property: fc.IPropertyWithHooks<never>) =>
    test(name, () => fc.assert(property as fc.IPropertyWithHooks<unknown>, { seed: 11, numRuns: 500 }));

  check(
    "the union is sorted and disjoint, idempotent, and has the same times and on-time",
    fc.property(some, time, (a, t) => {
      const union = unionGti(a);
      for (let i = 0; i < union.start.length; i++) {
        expect(union.stop[i]).toBeGreaterThan(union.start[i]);
        if (i > 0) expect(union.start[i]).toBeGreaterThan(union.stop[i - 1]);
      }
      expect(unionGti(union)).toEqual(union);
      expect(insideGti(union, t)).toBe(insideGti(a, t));
      expect(onTime(union)).toBe(onTime(a));
    }) as never,
  );

  check(
    "the intersection lies in both, whichever comes first",
    fc.property(some, some, time, (a, b, t) => {
      const both = intersectGti(a, b);
      expect(covers(unionGti(a), both)).toBe(true);
      expect(covers(unionGti(b), both)).toBe(true);
      expect(intersectGti(b, a)).toEqual(both);
      expect(insideGti(both, t)).toBe(insideGti(a, t) && insideGti(b, t));
    }) as never,
  );

  check(
    "time is conserved: either plus both is one plus the other",
    fc.property(some, some, (a, b) => {
      expect(onTime(concatGti(a, b)) + onTime(intersectGti(a, b))).toBe(onTime(a) + onTime(b));
    }) as never,
  );

  check(
    "clipping is intersecting with one interval",
    fc.property(some, interval, (a, [start, stop]) => {
      expect(unionGti(clipGti(a, start, stop))).toEqual(intersectGti(a, gti([start, stop])));
      expect(onTime(clipGti(a, start, stop))).toBeLessThanOrEqual(Math.min(onTime(a), stop - start));
    }) as never,
  );

  check(
    "the parts on either side of a cut add up to the whole",
    fc.property(some, time, (a, cut) => {
      expect(onTime(clipGti(a, -1000, cut)) + onTime(clipGti(a, cut, 1000))).toBe(onTime(a));
    }) as never,
  );
});

test("intervals of 15 minutes have their centers where the reference has them", () => {
  const edges = [0, 900, 1800, 2700];
  const intervals = createGti(
    { scale: "tt", day: 53945, fraction: 0.909 },
    edges.slice(1).map((stop, i) => [edges[i], stop]),
  );
  const days = Array.from(intervalCenters(intervals), (seconds) => seconds / 86400);
  expect(days).toEqual([0.0052083333, 0.015625, 0.0260416667].map((day) => expect.closeTo(day, 10)));
});
