import { expect, test } from "vitest";
import { createRandom } from "../src/random.ts";

test("the same seed gives the same numbers, another seed or stream gives others", () => {
  const draw = (seed: number, stream = 0) => {
    const random = createRandom(seed, stream);
    return Array.from({ length: 5 }, () => random.uniform());
  };
  expect(draw(1)).toEqual(draw(1));
  const first = [draw(0), draw(1), draw(2), draw(1, 1), draw(1 + 2 ** 32)].map(([value]) => value);
  expect(new Set(first).size).toBe(5);
});

test("uniform numbers fill (0, 1) evenly", () => {
  const random = createRandom(3);
  const counts = new Int32Array(20);
  for (let k = 0; k < 20_000; k++) counts[Math.floor(20 * random.uniform())]++;
  const chi2 = counts.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  // χ² of 19 degrees of freedom: four standard deviations on either side of its mean.
  expect(Math.abs(chi2 - 19)).toBeLessThan(4 * Math.sqrt(38));
});

test.each([0, 0.3, 4, 31.9, 32, 33, 700])("counts with mean %d have that mean and variance", (mu) => {
  const random = createRandom(5, mu);
  const n = 4000;
  const counts = Array.from({ length: n }, () => random.poisson(mu));
  const mean = counts.reduce((sum, x) => sum + x, 0) / n;
  const variance = counts.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  // Five standard deviations of the mean, and of the variance of Poisson counts, √((μ + 2μ²) / n).
  expect(Math.abs(mean - mu)).toBeLessThanOrEqual(5 * Math.sqrt(mu / n));
  expect(Math.abs(variance - mu)).toBeLessThanOrEqual(5 * Math.sqrt((mu + 2 * mu * mu) / n));
});
