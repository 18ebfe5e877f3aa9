import fc from "fast-check";
import { expect, test } from "vitest";
import { countsStatistic, excessErrors, excessForSignificance, excessUpperLimit } from "../../src/statistics/counts.ts";
import { wstat } from "../../src/statistics/wstat.ts";

test("without a background estimate there is an excess, and nothing else", () => {
  const counts = { nOn: 5, nOff: 3, alpha: 0 };
  const { excess, error, ts, statNull, statBest, significance, pValue } = countsStatistic(counts);
  expect({ excess, error }).toEqual({ excess: 5, error: Math.sqrt(5) });
  const { lower, upper } = excessErrors(counts);
  const all = [ts, statNull, statBest, significance, pValue, lower, upper, excessUpperLimit(counts)];
  expect(all).toEqual(all.map(() => Number.NaN));
});

test("what cannot be as significant as asked is NaN", () => {
  expect(excessForSignificance({ background: 2 }, 0)).toBe(0);
  expect(excessForSignificance({ background: 2 }, -2)).toBeCloseTo(-2, 12);
  expect(excessForSignificance({ background: 2 }, -2.01)).toBeNaN();
  expect(excessForSignificance({ background: 0 }, 3)).toBeNaN();
  expect(excessForSignificance({ nOff: 0, alpha: 0.1 }, -1)).toBeNaN();
  expect(excessForSignificance({ nOff: 4, alpha: Number.NaN }, 3)).toBeNaN();
});

test("nothing counted over a known background: no error below, half the square above", () => {
  expect(excessErrors({ nOn: 0, background: 3 }, 2)).toEqual({ lower: 0, upper: 2 });
  expect(excessUpperLimit({ nOn: 0, background: 3 }, { nSigma: 2 })).toBe(-1);
  expect(excessUpperLimit({ nOn: 0, background: 3 }, { nSigma: 2, nonNegative: true })).toBeCloseTo(2, 14);
});

test("errors and limits are where wstat says they are", () => {
  const counts = fc.record({
    nOn: fc.integer({ min: 0, max: 3000 }),
    nOff: fc.integer({ min: 0, max: 3000 }),
    alpha: fc.double({ min: 1e-3, max: 5, noNaN: true }),
  });
  fc.assert(
    fc.property(counts, fc.double({ min: 0.1, max: 6, noNaN: true }), (each, nSigma) => {
      const { nOn, nOff, alpha } = each;
      const { excess } = countsStatistic(each);
      const { lower, upper } = excessErrors(each, nSigma);
      const tolerance = 1e-10 * (1 + nOn + nOff);
      const riseAt = (s: number) => Math.abs(wstat(nOn, nOff, alpha, s) - nSigma ** 2);
      expect(riseAt(excess + upper)).toBeLessThan(tolerance);
      expect(riseAt(excess - lower)).toBeLessThan(tolerance);
      expect(excessUpperLimit(each, { nSigma })).toBe(excess + upper);
      expect(excessUpperLimit(each, { nSigma, nonNegative: true })).toBeGreaterThan(0);
      const needed = excessForSignificance(each, nSigma);
      const { significance } = countsStatistic({ ...each, nOn: alpha * nOff + needed });
      expect(Math.abs(significance - nSigma)).toBeLessThan(1e-9);
    }),
    { seed: 1, numRuns: 500 },
  );
});
