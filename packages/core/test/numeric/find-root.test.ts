import { expect, test } from "vitest";
import { findRoot } from "../../src/numeric/find-root.ts";

test("roots to the last bits, of whatever shape", () => {
  expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(findRoot(Math.cos, 1, 2)).toBeCloseTo(Math.PI / 2, 15);
  expect(findRoot((x) => Math.sign(x - 0.3), 0, 1)).toBeCloseTo(0.3, 15);
  expect(findRoot((x) => (x - 1e-200) ** 3, -1, 1)).toBeCloseTo(0, 15);
  expect(findRoot((x) => Math.log(x) + 700, 0, 1) / Math.exp(-700)).toBeCloseTo(1, 12);
});

test("an end that is a root is the root; without a change of sign there is none", () => {
  expect(findRoot((x) => x, 0, 1)).toBe(0);
  expect(findRoot((x) => x - 1, 0, 1)).toBe(1);
  expect(findRoot((x) => x + 1, 0, 1)).toBeNaN();
  expect(findRoot(() => Number.NaN, 0, 1)).toBeNaN();
});

test("it is found in few steps", () => {
  let steps = 0;
  findRoot(
    (x) => {
      steps++;
      return Math.exp(x) - 5;
    },
    0,
    4,
  );
  expect(steps).toBeLessThan(14);
});
