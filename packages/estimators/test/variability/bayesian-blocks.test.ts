import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { type BayesianBlocksOptions, type Block, bayesianBlocks, bayesianBlocksOfEvents } from "../../src/index.ts";
import { moved, timed, truth } from "./golden.ts";
import { normals } from "./normal.ts";

function options(of: { readonly p0?: number; readonly ncp_prior?: number }): BayesianBlocksOptions {
  return of.p0 === undefined ? { cost: of.ncp_prior ?? Number.NaN } : { falseAlarm: of.p0 };
}

function edges(blocks: readonly Block[]): readonly number[] {
  return [blocks[0].start, ...blocks.map(({ stop }) => stop)];
}

describe("Bayesian blocks", () => {
  test("of measurements are those of astropy", () => {
    let cases = 0;
    for (const series of truth.measures) {
      for (const golden of series.blocks) {
        const found = edges(bayesianBlocks(timed(series), options(golden.options)));
        expect(found.length).toBe(golden.edges.length);
        assertClose(found, golden.edges, { relative: 1e-12 });
        cases++;
      }
    }
    console.log(`${cases} of ${cases} cuts of measurements as astropy makes them`);
  });

  test("of events are those of astropy, events at one time together", () => {
    for (const golden of truth.events.blocks) {
      const found = bayesianBlocksOfEvents(Float64Array.from(truth.events.times), options(golden.options));
      assertClose(edges(found), golden.edges, { relative: 1e-12 });
      expect(found.reduce((sum, { events }) => sum + events, 0)).toBe(truth.events.times.length);
      expect(found[1].rate).toBeGreaterThan(3 * found[0].rate);
    }
  });

  test("have the weighted mean and the bounds of what is in them", () => {
    const series = timed(truth.measures[0]);
    const blocks = bayesianBlocks(series);
    for (const { first, last, mean, error, used } of blocks) {
      const inside = series.slice(first, last + 1);
      const weight = inside.reduce((sum, point) => sum + point.error ** -2, 0);
      const expected = inside.reduce((sum, point) => sum + point.value * point.error ** -2, 0) / weight;
      assertClose([mean, error], [expected, weight ** -0.5], { relative: 1e-12 });
      expect(used).toBe(inside.length);
    }
    expect(blocks.map(({ first }) => first).slice(1)).toEqual(blocks.slice(0, -1).map(({ last }) => last + 1));
  });

  test("do not know scale or zero, and turn with time", () => {
    const series = timed(truth.measures[2]);
    const expected = edges(bayesianBlocks(series));
    expect(edges(bayesianBlocks(moved(series, 1e-11, 1e-8)))).toEqual(expected);
    const back = series.map((point) => ({ ...point, time: -point.time })).toReversed();
    expect(
      edges(bayesianBlocks(back))
        .map((time) => -time)
        .toReversed(),
    ).toEqual(expected);
  });

  test("leave out what was not measured, and keep the places of the rest", () => {
    const gap = { time: 1, value: Number.NaN, error: 1 };
    const series = [0, 2, 3, 4].map((time) => ({ time, value: time < 2.5 ? 0 : 9, error: 0.1 }));
    const found = bayesianBlocks([series[0], gap, ...series.slice(1)]);
    expect(found.map(({ first, last, used }) => [first, last, used])).toEqual([
      [0, 2, 2],
      [3, 4, 2],
    ]);
    expect(bayesianBlocks([gap])).toEqual([]);
    expect(bayesianBlocksOfEvents(Float64Array.of(1, 1))).toEqual([]);
  });

  test("of a constant are mostly one", () => {
    const normal = normals(11);
    const runs = Array.from({ length: 200 }, () =>
      bayesianBlocks(Array.from({ length: 40 }, (_, time) => ({ time, value: normal(), error: 1 }))),
    );
    // The calibration is one on events: for measurements it errs on the side of fewer blocks.
    expect(runs.filter((blocks) => blocks.length > 1).length / 200).toBeLessThan(0.1);
  });

  test("refuse settings and series that make no sense", () => {
    const point = { time: 0, value: 1, error: 1 };
    expect(() => bayesianBlocks([point, point])).toThrow("number 1 of those measured, 0 s, follows 0 s");
    expect(() => bayesianBlocks([point], { falseAlarm: 0 })).toThrow("falseAlarm 0 must lie between 0 and 1");
    expect(() => bayesianBlocks([point], { cost: Number.NaN })).toThrow("cost NaN must not be negative");
    expect(() => bayesianBlocksOfEvents(Float64Array.from({ length: 20_001 }, (_, i) => i))).toThrow("at most 20000");
  });
});
