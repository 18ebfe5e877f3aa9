import { cash, chiSquareQuantile } from "@gammakit/core";
import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { bayesianLimit, boundedLimit, confidenceLevelOf, type NormCurve, profileLimit } from "../../src/index.ts";

/** A Gaussian measurement. */
function parabola(best: number, sigma: number): NormCurve {
  const stat = (norm: number) => 7 + ((norm - best) / sigma) ** 2;
  return { stat, best, sigma, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
}

/** Counts in one bin with a known background and a signal of the norm. */
function poisson(n: number, background: number): NormCurve {
  const sigma = Math.sqrt(Math.max(1, n));
  const stat = (norm: number) => cash(n, norm + background);
  return { stat, best: n - background, sigma, lower: -background, upper: Number.POSITIVE_INFINITY };
}

test("the confidence level is the probability within so many standard deviations", () => {
  assertClose([1, 2, 3].map(confidenceLevelOf), [0.6826894921370859, 0.9544997361036416, 0.9973002039367398], {
    relative: 1e-12,
  });
});

describe("the profile limit", () => {
  test("of a Gaussian measurement is so many errors above it, negative or far away", () => {
    for (const best of [-30, 0, 3, 1e6]) {
      for (const nSigma of [0.5, 2, 5]) {
        assertClose(profileLimit(parabola(best, 0.7), nSigma).norm, best + 0.7 * nSigma, { absolute: 1e-9 });
      }
    }
  });

  test("is found whatever error it is looked for with", () => {
    for (const sigma of [1e-8, 1e8]) {
      assertClose(profileLimit({ ...parabola(3, 0.7), sigma }, 2).norm, 4.4, { relative: 1e-10 });
    }
  });

  test("of Poisson counts is where the statistic has risen", () => {
    const curve = poisson(4, 1.5);
    const { norm, method, confidenceLevel } = profileLimit(curve, 2);
    assertClose(curve.stat(norm) - curve.stat(2.5), 4, { relative: 1e-10 });
    expect(method).toBe("profile");
    expect(confidenceLevel).toBeCloseTo(0.9545, 4);
  });

  test("does not exist where the statistic does not rise", () => {
    const limit = profileLimit({ ...parabola(1, 1), stat: (norm) => Math.tanh(norm) }, 2);
    expect(limit.norm).toBeNaN();
    expect(limit.reason).toContain("does not rise");
    expect(profileLimit({ ...parabola(1, 1), stat: () => Number.NaN }, 2).reason).toContain("not a number");
  });
});

describe("the bounded limit", () => {
  test("is the profile limit of a positive norm", () => {
    expect(boundedLimit(parabola(1, 2), 2).norm).toBe(profileLimit(parabola(1, 2), 2).norm);
  });

  test("of a negative norm is measured from zero", () => {
    // (x + 3)² − 9 = 4
    const { norm, method } = boundedLimit(parabola(-3, 1), 2);
    assertClose(norm, Math.sqrt(13) - 3, { relative: 1e-10 });
    expect(method).toBe("bounded");
  });
});

describe("the Bayesian limit", () => {
  test("of counts without background is a quantile of the gamma distribution", () => {
    for (const n of [0, 1, 5, 40, 1000]) {
      for (const nSigma of [1, 2, 4]) {
        const expected = 0.5 * chiSquareQuantile(1 - confidenceLevelOf(nSigma), 2 * (n + 1));
        assertClose(bayesianLimit(poisson(n, 0), nSigma).norm, expected, { relative: 1e-6, label: `${n}, ${nSigma}` });
      }
    }
  });

  test("of counts over a background obeys Helene's formula", () => {
    const [n, background] = [3, 4.5];
    const tail = (mean: number) => {
      let [sum, term] = [0, Math.exp(-mean)];
      for (let k = 0; k <= n; k++) {
        sum += term;
        term *= mean / (k + 1);
      }
      return sum;
    };
    const { norm, confidenceLevel } = bayesianLimit(poisson(n, background), 2);
    assertClose(tail(norm + background) / tail(background), 1 - confidenceLevel, { relative: 1e-6 });
  });

  test("of a precise positive measurement is the quantile of a Gaussian", () => {
    // 95.45 % below: 1.690 standard deviations, and so it is however far the measurement is from zero.
    assertClose(bayesianLimit(parabola(1e6, 1), 2).norm, 1e6 + 1.69014338, { absolute: 1e-6 });
    assertClose(bayesianLimit(parabola(50, 1), 2).norm, 51.69014338, { absolute: 1e-6 });
  });

  test("does not exist for a likelihood that does not fall", () => {
    expect(bayesianLimit({ ...parabola(1, 1), stat: () => 3 }, 2).reason).toContain("does not rise");
  });
});
