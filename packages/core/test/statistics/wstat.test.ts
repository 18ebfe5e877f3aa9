import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wstat, wstatBackground, wstatDerivative } from "../../src/statistics/wstat.ts";

// Computed with Gammapy 1.3 development (git b9f0cf82d): nOn, nOff, alpha, s, expected OFF counts, W.
const table = [
  [5, 10, 0.1, 2.5, 10.4289169077, 0.54861723261158],
  [0, 10, 0.1, 2.5, 9.09090909091, 6.9062035960865],
  [5, 0, 0.1, 2.5, 0, 1.9314718055995],
  [5, 0, 0.1, 20, 0, 16.137056388801],
  [0, 0, 0.1, 2.5, 0, 5],
  [5, 10, 0.1, 0, 13.6363636364, 6.7897312752258],
  [0, 10, 0.1, 0, 9.09090909091, 1.9062035960865],
  [5, 0, 0.1, 0, 4.54545454545, 23.978952727984],
  [0, 0, 0.1, 0, 0, 0],
  [5, 10, 0.1, -0.5, 15.7504416809, 9.9360670466888],
  [5, 0, 0.1, -1, 14.5454545455, 43.978952727984],
  [40, 31, 1 / 12, 5.6912819636, 42.8504754758, 59.189447094584],
] as const;

test.each(table)("nOn %d, nOff %d, alpha %f, s %f as the reference has it", (nOn, nOff, alpha, s, background, w) => {
  // The table is printed with 12 and 14 digits.
  expect(Math.abs(wstatBackground(nOn, nOff, alpha, s) - background)).toBeLessThanOrEqual(1e-11 * background);
  expect(Math.abs(wstat(nOn, nOff, alpha, s) - w)).toBeLessThanOrEqual(2e-13 * Math.max(1, w));
});

test("without a background estimate there is no statistic and no derivative", () => {
  expect(wstat(5, 10, 0, 2.5)).toBeNaN();
  expect(wstat(0, 0, 0, 0)).toBeNaN();
  expect(wstat(5, 10, Number.NaN, 2.5)).toBeNaN();
  expect(wstatDerivative(0, 10, 0, 2.5)).toBeNaN();
});

test("a signal that is not a number gives neither a statistic nor a derivative", () => {
  for (const [nOn, nOff] of [
    [5, 10],
    [0, 10],
    [5, 0],
    [0, 0],
  ]) {
    expect(wstat(nOn, nOff, 0.1, Number.NaN)).toBeNaN();
    expect(wstatDerivative(nOn, nOff, 0.1, Number.NaN)).toBeNaN();
  }
});

describe("properties", () => {
  const counts = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 100_000 }));
  const alpha = fc.double({ min: 1e-3, max: 5, noNaN: true });
  const signal = fc.double({ min: 1e-6, max: 1e4, noNaN: true });

  test("W is 0 where the signal is the excess, and nowhere below", () => {
    fc.assert(
      fc.property(counts, counts, alpha, signal, (nOn, nOff, a, s) => {
        const noise = 1e-13 * (1 + nOn + nOff);
        const excess = nOn - a * nOff;
        expect(Math.abs(wstat(nOn, nOff, a, excess))).toBeLessThanOrEqual(noise);
        expect(wstat(nOn, nOff, a, s)).toBeGreaterThanOrEqual(-noise);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test("the background maximizes the likelihood: no other gives a smaller W", () => {
    const minusTwoLogLikelihood = (nOn: number, nOff: number, a: number, s: number, b: number) =>
      2 * (s + (1 + a) * b - (nOn > 0 ? nOn * Math.log(s + a * b) : 0) - (nOff > 0 ? nOff * Math.log(b) : 0));
    fc.assert(
      fc.property(
        counts,
        counts,
        alpha,
        signal,
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (nOn, nOff, a, s, factor) => {
          const best = wstatBackground(nOn, nOff, a, s);
          const at = (b: number) => minusTwoLogLikelihood(nOn, nOff, a, s, b);
          expect(best).toBeGreaterThanOrEqual(0);
          const other = best * factor + (best === 0 ? factor : 0);
          expect(at(best)).toBeLessThanOrEqual(at(other) + 1e-10 * (1 + Math.abs(at(other))));
        },
      ),
      { seed: 2, numRuns: 2000 },
    );
  });

  test("the background is finite also where what is under the root is exactly 0", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), alpha, (nOff, a) => {
        const s = (-a * nOff) / (1 + a);
        expect(Number.isFinite(wstatBackground(0, nOff, a, s))).toBe(true);
        expect(wstat(0, nOff, a, s)).not.toBeNaN();
      }),
      { seed: 3, numRuns: 5000 },
    );
  });

  test("the derivative agrees with differences, below zero and in every special case too", () => {
    const anySignal = fc.oneof(signal, fc.double({ min: -50, max: -1e-3, noNaN: true }));
    const few = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(few, few, alpha, anySignal, (nOn, nOff, a, s) => {
        const h = 1e-4 * Math.max(0.01, Math.abs(s));
        // The derivative jumps where the background leaves zero, and ON counts do not allow an expectation near zero.
        const kinks = [(-a * nOff) / (1 + a), (a * nOn) / (1 + a)];
        fc.pre(kinks.every((kink) => Math.abs(s - kink) > 10 * h));
        const difference = (wstat(nOn, nOff, a, s + h) - wstat(nOn, nOff, a, s - h)) / (2 * h);
        const noise = (1e-12 * (1 + nOn + nOff + Math.abs(s) / a)) / h;
        const tolerance = 1e-5 * (Math.abs(difference) + 2 / a) + noise;
        expect(Math.abs(wstatDerivative(nOn, nOff, a, s) - difference)).toBeLessThanOrEqual(tolerance);
      }),
      { seed: 4, numRuns: 5000 },
    );
  });
});

test("without ON counts a signal below −alpha nOff / (1 + alpha) raises the background with it", () => {
  // b = −s / alpha = 50: W = 2 (b − nOff − nOff ln(b / nOff)), dW/ds = −(2 / alpha)(1 − nOff / b).
  expect(wstatBackground(0, 10, 0.1, -5)).toBeCloseTo(50, 10);
  expect(wstatDerivative(0, 10, 0.1, -5)).toBeCloseTo(-16, 10);
});
