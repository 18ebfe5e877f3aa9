import { expect, test } from "vitest";
import { createStream } from "../../src/random/stream.ts";
import { histogram, pearson } from "../support/pearson.ts";

const first = (...path: readonly [number, ...number[]]) => createStream(...path).uniform();

test("a seed and a path give the same numbers, and others give others", () => {
  expect(first(1, 2, 3)).toBe(first(1, 2, 3));
  const starts = [[1], [2], [1, 0], [1, 1], [1, 0, 0], [0, 1], [2 ** 32 + 1], [2 ** 53 - 1]].map(([seed, ...path]) =>
    first(seed, ...path),
  );
  expect(new Set(starts).size).toBe(starts.length);
});

test("the first numbers of neighboring seeds and runs are even in [0, 1)", () => {
  const edges = Float64Array.from({ length: 51 }, (_, i) => i / 50);
  const values = Float64Array.from({ length: 20000 }, (_, i) => first(i % 200, Math.floor(i / 200)));
  expect(pearson(histogram(values, edges), new Float64Array(50).fill(400))).toBeGreaterThan(1e-3);
});

test.each([0.3, 4, 40, 5000])("counts around %d have that mean and that variance, to four standard errors", (mean) => {
  const { poisson } = createStream(7, Math.round(10 * mean));
  const n = 20000;
  const counts = Float64Array.from({ length: n }, () => poisson(mean));
  const average = counts.reduce((a, b) => a + b) / n;
  const variance = counts.reduce((sum, k) => sum + (k - average) ** 2, 0) / (n - 1);
  expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / n));
  // Var(s²) of a Poisson variable: μ4 − σ⁴ = μ + 2μ².
  expect(Math.abs(variance - mean)).toBeLessThan(4 * Math.sqrt((mean + 2 * mean * mean) / n));
});

test("nothing is expected, nothing comes", () => {
  expect(createStream(1).poisson(0)).toBe(0);
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])("the seed %d is refused", (seed) => {
  expect(() => createStream(seed)).toThrow(/whole numbers from 0 to 2\^53 - 1/);
});
