import { expect, test } from "vitest";
import { drawPoisson } from "../src/draw-poisson.ts";
import { uniformFrom } from "../src/variability/random.ts";

test.each([0, 0.3, 4, 31.9, 32, 33, 127, 128, 700, 1e5])("counts with mean %d have that mean and variance", (mu) => {
  const uniform = uniformFrom(5);
  const n = 4000;
  const counts = Array.from({ length: n }, () => drawPoisson(mu, uniform));
  const mean = counts.reduce((sum, x) => sum + x, 0) / n;
  const variance = counts.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  // Five standard deviations of the mean, and of the variance of Poisson counts, √((μ + 2μ²) / n).
  expect(Math.abs(mean - mu)).toBeLessThanOrEqual(5 * Math.sqrt(mu / n));
  expect(Math.abs(variance - mu)).toBeLessThanOrEqual(5 * Math.sqrt((mu + 2 * mu * mu) / n));
});
