import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gtiIntervals, onTime } from "../../src/events/gti.ts";
import type { Observation } from "../../src/observation/observation.ts";
import { intervalsFromEdges, sliceObservation, splitByTime } from "../../src/observation/slice.ts";
import { toScale } from "../../src/time/instant.ts";
import { at, observationOf } from "./made-observation.ts";

const interval = (start: number, stop: number) => ({ start: at(start), stop: at(stop) });

describe("a slice", () => {
  test("has the good time inside the interval and the events inside both", () => {
    const run = observationOf(
      1,
      [
        [0, 100],
        [200, 300],
      ],
      [5, 51, 99, 100.7, 150, 200, 251, 299],
    );
    const slice = sliceObservation(run, interval(50, 250));
    // Edges are instants: a double of days resolves some picoseconds.
    const rounded = gtiIntervals(slice!.gti).map((pair) => pair.map((seconds) => Number(seconds.toFixed(9))));
    expect(rounded).toEqual([
      [50, 100],
      [200, 250],
    ]);
    // 100.7 and 150 lie in the gap.
    expect([...slice!.events.time]).toEqual([51, 99, 200]);
    expect(slice!.liveFraction).toBe(0.9);
  });

  test("is undefined without good time: beside it, in a gap, touching, or of no length", () => {
    const run = observationOf(
      1,
      [
        [0, 100],
        [200, 300],
        [150, 150],
      ],
      [50, 150],
    );
    for (const [start, stop] of [
      [300, 400],
      [-10, 0],
      [110, 190],
      [140, 160],
    ]) {
      expect(sliceObservation(run, interval(start, stop))).toBeUndefined();
    }
  });

  test("is the whole where the interval holds it, and its input stays as it was", () => {
    const run = observationOf(1, [[0, 100]], [5, 50]);
    const copy = structuredClone(run);
    expect(sliceObservation(run, interval(-10, 1000))).toEqual(run);
    expect(run).toEqual(copy);
  });

  test("may count its events from another instant than its good time", () => {
    const run = observationOf(1, [[0, 100]], [-60, -30, 30]);
    const later = { ...run, events: { ...run.events, reference: at(60) } };
    expect([...sliceObservation(later, interval(10, 100))!.events.time]).toEqual([-30, 30]);
  });

  test("takes its interval in any time scale", () => {
    const run = observationOf(1, [[0, 100]], [5, 50]);
    const utc = { start: toScale(at(10), "utc"), stop: toScale(at(60), "utc") };
    const [[start, stop]] = gtiIntervals(sliceObservation(run, utc)!.gti);
    expect(start).toBeCloseTo(10, 6);
    expect(stop).toBeCloseTo(60, 6);
  });
});

describe("splitting", () => {
  test("goes by interval, then by observation; parts count per run, also where a run is given twice", () => {
    const runs = [
      observationOf(1, [[0, 100]], []),
      observationOf(2, [[80, 180]], []),
      observationOf(1, [[0, 100]], []),
    ];
    const split = splitByTime(runs, intervalsFromEdges([at(0), at(50), at(90), at(300), at(400)]));
    expect(split.map((slices) => slices.map(({ id, part }) => `${id}-${part}`))).toEqual([
      ["1-0", "1-1"],
      ["1-2", "2-0", "1-3"],
      ["1-4", "2-1", "1-5"],
      [],
    ]);
    expect(splitByTime([], intervalsFromEdges([at(0), at(50)]))).toEqual([[]]);
  });

  test("into contiguous intervals loses and doubles neither time nor events", () => {
    const cut = fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { maxLength: 12 });
    const good = fc.array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 100 })), {
      maxLength: 6,
    });
    const times = fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 60 });
    fc.assert(
      fc.property(cut, good, times, (cuts, spans, seconds) => {
        const run = observationOf(
          1,
          spans.map(([start, length]) => [start, start + length]),
          seconds,
        );
        const edges = [0, ...cuts.sort((a, b) => a - b), 1000].map(at);
        const parts = splitByTime([run], intervalsFromEdges(edges)).flat();
        const whole = sliceObservation(run, interval(0, 1000));
        const sum = (pick: (part: Observation) => number) => parts.reduce((total, part) => total + pick(part), 0);
        expect(sum(({ gti }) => onTime(gti))).toBeCloseTo(onTime(run.gti), 6);
        // Events on a whole second may fall on either side of an edge that is rounded, but into one part.
        expect(sum(({ events }) => events.time.length)).toBe(whole?.events.time.length ?? 0);
        expect(parts.map(({ part }) => part)).toEqual(parts.map((_, i) => i));
      }),
      { seed: 12, numRuns: 300 },
    );
  });
});

test("edges must increase, and be at least two", () => {
  expect(intervalsFromEdges([at(0), at(1), at(3)])).toEqual([interval(0, 1), interval(1, 3)]);
  expect(() => intervalsFromEdges([at(0)])).toThrow("at least two are needed, got 1");
  expect(() => intervalsFromEdges([at(0), at(5), at(5)])).toThrow("edge 2 does not lie after edge 1");
});
