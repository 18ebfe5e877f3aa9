import { chiSquareTail, significanceOf } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { brokenPowerLaw, constant, expCutoffPowerLaw, logParabola, powerLaw } from "@gammakit/models";
import { beforeAll, describe, expect, test } from "vitest";
import { sidak } from "../src/comparison-summary.ts";
import { type SpectralBin, spectralTimeSeries, summarizeComparisons } from "../src/index.ts";
import { spectrumToy } from "./support/spectrum-toy.ts";
import { binsOf } from "./support/toys.ts";

const optimizer = minuit();
const truth = logParabola({ amplitude: 1e-11, reference: 1, alpha: 2.2, beta: 0.15 });

describe("comparisons over a night", () => {
  let series: readonly SpectralBin[];
  beforeAll(async () => {
    const toys = Array.from({ length: 5 }, (_, seed) => [spectrumToy(truth, 3e13, seed)]);
    const empty = { ...toys[0][0], counts: new Float64Array(16) };
    series = await spectralTimeSeries(binsOf([...toys, [empty]]), {
      model: powerLaw({ index: 2, amplitude: 1e-11 }),
      compareWith: [logParabola({ amplitude: 1e-11, reference: 1 }), constant({ const: 1e-12 }), brokenPowerLaw()],
      optimizer,
    });
  }, 60_000);

  test("information criteria follow from the statistic, the parameters and the bins", () => {
    const [{ result, comparisons }] = series;
    const [{ aic, bic, deltaAic, deltaBic, dataBins, deltaTs, nested, pValue, significance }] = comparisons;
    expect(dataBins).toBe(16);
    expect(aic).toBeCloseTo(comparisons[0].result.stat + 2 * 3, 10);
    expect(bic).toBeCloseTo(comparisons[0].result.stat + Math.log(16) * 3, 10);
    expect(deltaAic).toBeCloseTo(result.stat + 4 - aic, 10);
    expect(deltaAic).toBeCloseTo(deltaTs - 2, 10);
    expect(deltaBic).toBeCloseTo(deltaTs - Math.log(16), 10);
    expect([nested, pValue, significance]).toEqual([true, chiSquareTail(deltaTs, 1), Math.sqrt(deltaTs)]);
    // A constant is not what a power law is a case of.
    expect(comparisons[1].nested).toBe(false);
    expect(comparisons[1].deltaAic).toBeLessThan(0);
    // Nothing is told of the interval without events.
    const last = series[5].comparisons[0];
    expect([last.aic, last.deltaBic, last.significance]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test("sums are over the intervals where both fits converged, and say how many are left out", () => {
    const [curved, flat, broken] = summarizeComparisons(series);
    const used = series.slice(0, 5).map(({ comparisons }) => comparisons[0]);
    const deltaTs = used.reduce((sum, comparison) => sum + comparison.deltaTs, 0);
    expect(curved).toMatchObject({ model: "log-parabola", base: "power-law", nested: true, approximate: false });
    expect(curved).toMatchObject({ intervals: 6, compared: 5, leftOut: { "base unconstrained": 1 } });
    expect(curved.extraParameters).toBe(5);
    expect(curved.deltaTs).toBeCloseTo(deltaTs, 10);
    expect(curved.pValue).toBeCloseTo(chiSquareTail(deltaTs, 5), 15);
    expect(curved.significance).toBe(significanceOf(curved.deltaTs, 5));
    expect(curved.deltaAic).toBeCloseTo(deltaTs - 10, 10);
    expect(flat).toMatchObject({ nested: false, compared: 5 });
    expect(flat.significance).toBeNaN();
    expect(flat.best).toBeUndefined();
    expect(broken.approximate).toBe(true);
    expect(broken.compared + Object.values(broken.leftOut).reduce((sum, n) => sum + n, 0)).toBe(6);
  });

  test("the most significant interval is corrected for the number of trials", () => {
    const [{ best }] = summarizeComparisons(series);
    const values = series.map(({ comparisons }) => comparisons[0].pValue);
    const least = Math.min(...values.filter((p) => !Number.isNaN(p)));
    expect(best).toMatchObject({ interval: values.indexOf(least), pValue: least, trials: 5 });
    expect(best?.globalPValue).toBeCloseTo(1 - (1 - least) ** 5, 12);
  });

  test("of nothing are nothing", () => {
    expect(summarizeComparisons([])).toEqual([]);
  });
});

test("a probability after trials keeps its digits however small it is", () => {
  expect(sidak(0.01, 24)).toBeCloseTo(1 - 0.99 ** 24, 14);
  expect(sidak(1e-25, 24) / 24e-25).toBeCloseTo(1, 12);
  expect(sidak(1, 3)).toBe(1);
  expect(sidak(0, 3)).toBe(0);
});

test("nested models never fit worse, however few the events", async () => {
  const shapes = [logParabola({ reference: 1 }), expCutoffPowerLaw(), brokenPowerLaw()];
  const toys = Array.from({ length: 10 }, (_, seed) => [spectrumToy(truth, 2e12 * (1 + seed), seed)]);
  const series = await spectralTimeSeries(binsOf(toys), {
    model: powerLaw({ index: 2, amplitude: 1e-11 }),
    compareWith: shapes,
    optimizer,
  });
  const gains = series.flatMap(({ result, comparisons }) =>
    result.success ? comparisons.map(({ deltaTs }) => deltaTs) : [],
  );
  expect(gains.length).toBeGreaterThan(20);
  expect(Math.min(...gains)).toBeGreaterThan(-1e-3);
});
