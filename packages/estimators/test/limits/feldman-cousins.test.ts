import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { confidenceLevelOf, feldmanCousinsLimit, feldmanCousinsUpper } from "../../src/index.ts";

test("limits of 90 % are those of table IV of the paper", () => {
  const backgrounds = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5];
  const table: Readonly<Record<number, readonly number[]>> = {
    0: [2.44, 1.94, 1.61, 1.33, 1.26, 1.18, 1.08, 1.06, 1.01, 0.98],
    1: [4.36, 3.86, 3.36, 2.91, 2.53, 2.19, 1.88, 1.59, 1.39, 1.22],
    2: [5.91, 5.41, 4.91, 4.41, 3.91, 3.45, 3.04, 2.67, 2.33, 1.73],
    3: [7.42, 6.92, 6.42, 5.92, 5.42, 4.92, 4.42, 3.95, 3.53, 2.78],
    4: [8.6, 8.1, 7.6, 7.1, 6.6, 6.1, 5.6, 5.1, 4.6, 3.6],
    5: [9.99, 9.49, 8.99, 8.49, 7.99, 7.49, 6.99, 6.49, 5.99, 4.99],
    10: [16.5, 16, 15.5, 15, 14.5, 14, 13.5, 13, 12.5, 11.5],
  };
  for (const [n, row] of Object.entries(table)) {
    // The paper steps through the signal by 0.005.
    const found = backgrounds.map((background) => feldmanCousinsUpper(Number(n), background, 0.9));
    assertClose(found, row, { absolute: 0.0075, label: `${n} events` });
  }
});

test("limits without background are those of the other tables", () => {
  const upper = (n: number, level: number) => feldmanCousinsUpper(n, 0, level);
  assertClose([upper(0, 0.6827), upper(1, 0.6827)], [1.29, 2.75], { absolute: 0.0075 });
  assertClose([upper(0, 0.95), upper(1, 0.95), upper(2, 0.95)], [3.09, 5.14, 6.72], { absolute: 0.0075 });
  assertClose([upper(0, 0.99), upper(1, 0.99)], [4.74, 6.91], { absolute: 0.0075 });
});

test("the interval of every signal covers it as often as it should", () => {
  const [level, background] = [0.9, 2.2];
  const limits = Array.from({ length: 60 }, (_, n) => feldmanCousinsUpper(n, background, level));
  for (const signal of [0.1, 0.7, 1.9, 4.4, 9.3]) {
    let covered = 0;
    let probability = Math.exp(-signal - background);
    for (let n = 0; n < limits.length; n++) {
      if (limits[n] >= signal) covered += probability;
      probability *= (signal + background) / (n + 1);
    }
    expect(covered).toBeGreaterThanOrEqual(level - 1e-9);
  }
});

test("a limit is near that of a Gaussian for many counts", () => {
  const { norm } = feldmanCousinsLimit({ counts: 10_400, background: 10_000, signal: 100 }, 2);
  assertClose(norm, 4 + 2 * 1.02, { absolute: 0.03 });
  const huge = feldmanCousinsLimit({ counts: 1_010_000, background: 1_000_000, signal: 1000 }, 6);
  assertClose(huge.norm, 10 + 6 * 1.008, { absolute: 0.03 });
});

test("a large background without events leaves a limit", () => {
  const limit = feldmanCousinsUpper(0, 20_000, 0.9);
  expect(limit).toBeGreaterThan(0.5);
  expect(limit).toBeLessThan(1);
});

test("it never rises with the background", () => {
  for (const n of [0, 2, 7, 60]) {
    let last = Number.POSITIVE_INFINITY;
    for (let background = 0; background < n + 12; background += 0.37) {
      const limit = feldmanCousinsUpper(n, background, confidenceLevelOf(2));
      expect(limit).toBeLessThanOrEqual(last + 1e-9);
      last = limit;
    }
  }
});

test("a limit carries its method and level, and says why there is none", () => {
  const good = feldmanCousinsLimit({ counts: 3, background: 1, signal: 2 }, 2);
  expect(good.method).toBe("feldman-cousins");
  assertClose(good.confidenceLevel, 0.9544997361036416, { relative: 1e-12 });
  const reason = (counts: number, background: number, signal: number, nSigma = 2) =>
    feldmanCousinsLimit({ counts, background, signal }, nSigma).reason;
  expect(reason(2.5, 1, 1)).toContain("number of events");
  expect(reason(2, -1, 1)).toContain("background");
  expect(reason(2, 1, 0)).toContain("signal");
  expect(reason(2, 1, 1, 9)).toContain("7 at most");
});

test("what is no number of events, no background or no level is refused", () => {
  const refused: readonly (readonly [number, number, number, RegExp])[] = [
    [-1, 1, 0.9, /the number of events is -1/],
    [2.5, 1, 0.9, /the number of events is 2\.5/],
    [Number.NaN, 1, 0.9, /the number of events is NaN/],
    [Number.POSITIVE_INFINITY, 1, 0.9, /the number of events is Infinity/],
    [2, -1, 0.9, /the background is -1/],
    [2, Number.NaN, 0.9, /the background is NaN/],
    [2, Number.POSITIVE_INFINITY, 0.9, /the background is Infinity/],
    [2, 1, 1, /the confidence level is 1,/],
    [2, 1, 0, /the confidence level is 0,/],
    [2, 1, -0.1, /the confidence level is -0\.1/],
    [2, 1, Number.NaN, /the confidence level is NaN/],
  ];
  for (const [n, background, level, message] of refused) {
    expect(() => feldmanCousinsUpper(n, background, level)).toThrow(message);
  }
  expect(feldmanCousinsUpper(2, 1, confidenceLevelOf(7))).toBeGreaterThan(
    feldmanCousinsUpper(2, 1, confidenceLevelOf(6)),
  );
  expect(feldmanCousinsLimit({ counts: 2, background: Number.POSITIVE_INFINITY, signal: 1 }, 2).reason).toContain(
    "background",
  );
  expect(feldmanCousinsLimit({ counts: 2, background: 1, signal: 1 }, 0).reason).toContain("standard deviations");
});
