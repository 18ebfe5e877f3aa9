import { expect, test } from "vitest";
import { gammaP, gammaQ, logGamma } from "../../src/statistics/gamma.ts";
import {
  chiSquareLowerQuantile,
  chiSquareLowerTail,
  chiSquareQuantile,
  chiSquareTail,
  normalQuantile,
  normalTail,
  poissonTail,
  significanceOf,
} from "../../src/statistics/tails.ts";

const near = (value: number, expected: number, tolerance = 1e-13) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

test("ln Γ of integers and halves", () => {
  near(logGamma(1) + 1, 1);
  near(logGamma(2) + 1, 1);
  near(logGamma(11), Math.log(3628800));
  near(logGamma(0.5), 0.5 * Math.log(Math.PI));
  // 170! = 7.257415615307998967396728211129263114716991681296451376543577798900561843401706157852350749242617e306
  near(logGamma(171), Math.log(7.257415615307999e306));
});

test("ln Γ and the incomplete gamma functions of small arguments", () => {
  // mpmath 1.2, 60 digits.
  near(logGamma(1e-20), 46.051701859880914);
  near(logGamma(1e-10), 23.025850929882736);
  near(logGamma(1e-4), 9.210282658633963, 1e-14);
  near(gammaQ(1e-8, 1e-3), 6.331539171908876e-8, 1e-7);
});

test("χ² with two degrees of freedom is an exponential", () => {
  for (const chi2 of [0, 1e-12, 0.1, 1, 3.9, 4.1, 30, 700, 1400]) near(chiSquareTail(chi2, 2), Math.exp(-chi2 / 2));
  for (const p of [1e-300, 1e-20, 0.05, 0.5, 0.999]) near(chiSquareQuantile(p, 2), -2 * Math.log(p));
});

test("χ² with four degrees of freedom is an exponential times 1 + χ²/2", () => {
  for (const chi2 of [0.1, 1, 5.9, 6.1, 30, 700]) near(chiSquareTail(chi2, 4), Math.exp(-chi2 / 2) * (1 + chi2 / 2));
});

test("tails end where they must", () => {
  expect(chiSquareTail(0, 3)).toBe(1);
  expect(chiSquareTail(-1, 3)).toBe(1);
  expect(chiSquareTail(Number.POSITIVE_INFINITY, 3)).toBe(0);
  expect(chiSquareTail(Number.NaN, 3)).toBeNaN();
  expect(chiSquareTail(1, 0)).toBeNaN();
  expect(normalTail(0)).toBe(0.5);
  expect(normalTail(Number.NEGATIVE_INFINITY)).toBe(1);
  expect(normalTail(Number.POSITIVE_INFINITY)).toBe(0);
  expect(normalTail(Number.NaN)).toBeNaN();
  expect(chiSquareQuantile(1, 3)).toBe(0);
  expect(chiSquareQuantile(0, 3)).toBe(Number.POSITIVE_INFINITY);
  expect(chiSquareQuantile(1.1, 3)).toBeNaN();
  expect(chiSquareQuantile(Number.NaN, 3)).toBeNaN();
  expect(chiSquareQuantile(0.1, 0)).toBeNaN();
});

test("a quantile is the inverse of the tail, from 1 down to 1e-300", () => {
  for (const dof of [1, 2, 3, 5, 10, 100]) {
    for (const p of [0.999, 0.9, 0.5, 0.1, 1e-3, 1e-10, 1e-50, 1e-200, 1e-300]) {
      near(chiSquareTail(chiSquareQuantile(p, dof), dof), p, 1e-11);
    }
  }
});

test("significance: the square root for one parameter, less for more, nothing for nothing", () => {
  expect(significanceOf(25, 1)).toBe(5);
  expect(significanceOf(0, 2)).toBe(0);
  expect(significanceOf(-1e-9, 2)).toBe(0);
  expect(significanceOf(Number.NaN, 1)).toBeNaN();
  expect(significanceOf(Number.NaN, 2)).toBeNaN();
  expect(significanceOf(9, 0)).toBeNaN();
  expect(significanceOf(Number.POSITIVE_INFINITY, 2)).toBe(Number.POSITIVE_INFINITY);
  for (const z of [0.1, 1, 3, 5, 8, 20, 40]) {
    // The rise that two more parameters need for the same probability: −2 ln of the two-sided tail.
    const two = -2 * (Math.log(2) + Math.log(normalTail(z)));
    if (z < 37) near(significanceOf(two, 2), z, 1e-12);
  }
  // Beyond the smallest double: the deviate of exp(−50000 / 2), by the asymptotic series of the normal tail.
  const z = significanceOf(50_000, 2);
  const logTail = -0.5 * z * z - Math.log(z) - 0.5 * Math.log(2 * Math.PI) + Math.log1p(-1 / z ** 2 + 3 / z ** 4);
  near(logTail + Math.log(2), -25_000, 1e-12);
});

test("quantiles end where they must", () => {
  expect(normalQuantile(0)).toBe(Number.POSITIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(Number.NaN)).toBeNaN();
  expect(normalQuantile(-0.1)).toBeNaN();
  expect(chiSquareLowerQuantile(0, 3)).toBe(0);
  expect(chiSquareLowerQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
  expect(chiSquareLowerQuantile(0.5, -1)).toBeNaN();
  expect(chiSquareLowerTail(0, 3)).toBe(0);
  expect(chiSquareLowerTail(Number.POSITIVE_INFINITY, 3)).toBe(1);
  expect(gammaP(2, Number.NaN)).toBeNaN();
  expect(gammaQ(1e11, 1e11)).toBeNaN();
  expect(gammaP(3, 2) + gammaQ(3, 2)).toBeCloseTo(1, 15);
  expect(poissonTail(3, 0)).toBe(0);
});
