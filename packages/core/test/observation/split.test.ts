import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileInsideGti, createGti, gtiRounding, insideGti, unionGti } from "../../src/events/gti.ts";
import { compileIntervals } from "../../src/observation/interval-finder.ts";
import { compileSplit, intervalsFromEdges, sliceObservation, splitByTime } from "../../src/observation/slice.ts";
import { at, observationOf, reference } from "./made-observation.ts";

const pair = fc
  .tuple(fc.integer({ min: -50, max: 1000 }), fc.integer({ min: 0, max: 300 }))
  .map(([start, length]) => [start, start + length] as const);

describe("intervals", () => {
  test("are found as by looking at each", () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), pair, (pairs, [from, to]) => {
        const find = compileIntervals(pairs.map(([start, stop]) => ({ start: at(start), stop: at(stop) })));
        // Half a second inside, so that rounding decides nothing.
        const expected = pairs.flatMap(([start, stop], i) => (start <= to + 0.5 && stop >= from - 0.5 ? [i] : []));
        expect(find(reference, from - 0.5, to + 0.5)).toEqual(expected);
      }),
    );
  });

  test("that a run does not touch are not looked at", () => {
    const count = 10_000;
    let asked = 0;
    const intervals = intervalsFromEdges(Array.from({ length: count + 1 }, (_, i) => at(10 * i))).map((interval) => ({
      stop: interval.stop,
      get start() {
        asked++;
        return interval.start;
      },
    }));
    const split = compileSplit(intervals);
    const before = asked;
    for (let k = 0; k < 100; k++) {
      const run = observationOf(k, [[1000 * k + 5, 1000 * k + 45]], [1000 * k + 20]);
      expect(split(run).map(({ index }) => index)).toEqual([0, 1, 2, 3, 4].map((i) => 100 * k + i));
    }
    expect(before).toBeLessThan(3 * count);
    expect(asked - before).toBeLessThan(100 * 20);
  });
});

describe("parts of observations", () => {
  test("are the slices, by interval, then in the order of the observations", () => {
    const observation = fc.tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.array(pair, { minLength: 1, maxLength: 25 }),
      fc.array(fc.integer({ min: -50, max: 1300 }), { maxLength: 40 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 4 }), fc.array(pair, { maxLength: 12 }), (given, pairs) => {
        const observations = given.map(([id, good, times, sorted]) =>
          observationOf(id, good, sorted ? [...times].sort((a, b) => a - b) : times),
        );
        const intervals = pairs.map(([start, stop]) => ({ start: at(start), stop: at(stop) }));
        const parts = new Map<number, number>();
        const expected = intervals.map((interval) =>
          observations.flatMap((each) => {
            const slice = sliceObservation(each, interval);
            if (slice === undefined) return [];
            const part = parts.get(each.id) ?? 0;
            parts.set(each.id, part + 1);
            return [{ ...slice, part }];
          }),
        );
        expect(splitByTime(observations, intervals)).toEqual(expected);
      }),
    );
  });

  test("keep the order of events that are not sorted, and leave out those without a time", () => {
    const run = observationOf(1, [[0, 100]], [30, 5, Number.NaN, 12, 7, 55, 31, 2]);
    const split = compileSplit(intervalsFromEdges([0, 10, 20, 40].map(at)));
    expect(split(run).map(({ observation }) => [...observation.events.time])).toEqual([[5, 7, 2], [12], [30, 31]]);
  });
});

describe("good time", () => {
  test("is the union of all intervals, in whatever order they are, its ends widened", () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), fc.integer({ min: -60, max: 1400 }), (pairs, time) => {
        const gti = createGti(reference, pairs);
        for (const margin of [0, gtiRounding]) {
          expect(compileInsideGti(gti, margin)(time + 0.5)).toBe(insideGti(unionGti(gti), time + 0.5, margin));
        }
      }),
    );
  });
});
