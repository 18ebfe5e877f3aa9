import fc from "fast-check";
import { expect, test } from "vitest";
import { cash, cashDerivative } from "../../src/statistics/cash.ts";

const near = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(expected)));

// Gammapy's sum replaces ln μ below 1e-25 by ln of the single-precision 1e-25, −57.56462730530966; its array and we by the
// exact ln 1e-25 = −57.56462732485114. Hence 345.387763949107 for 3 counts, where its sum has 345.387763831858.
test.each([
  [0, 0, 2e-25],
  [0, 1.5, 3],
  [3, 1.5, 0.567209351351014],
  [3, 0, 345.387763949107],
  [3, -2, 345.387763949107],
  [3, 1e-25, 345.387763949107],
  [3, 2e-25, 341.228880865747],
  [10, 10, -26.0517018598809],
])("%d counts where %f are expected", (n, mu, expected) => near(cash(n, mu), expected));

test("what is not a number stays so: it must not pass for an expectation of 1e-25", () => {
  expect(cash(0, Number.NaN)).toBeNaN();
  expect(cash(3, Number.NaN)).toBeNaN();
  expect(cashDerivative(3, Number.NaN)).toBeNaN();
});

test("the derivative agrees with differences, and is 0 below the truncation", () => {
  expect(cashDerivative(3, 0)).toBe(0);
  expect(cashDerivative(3, -1)).toBe(0);
  expect(cashDerivative(0, 2)).toBe(2);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (n, mu) => {
      const h = 1e-5 * mu;
      const difference = (cash(n, mu + h) - cash(n, mu - h)) / (2 * h);
      const noise = (1e-15 * (1 + mu + n * (1 + Math.abs(Math.log(mu))))) / h;
      expect(Math.abs(cashDerivative(n, mu) - difference)).toBeLessThanOrEqual(1e-8 * (1 + n / mu) + 10 * noise);
    }),
    { seed: 5, numRuns: 2000 },
  );
});

test("the best expectation is the count", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (n, mu) => {
      expect(cash(n, n)).toBeLessThanOrEqual(cash(n, mu) + 1e-12 * n);
    }),
    { seed: 6 },
  );
});
