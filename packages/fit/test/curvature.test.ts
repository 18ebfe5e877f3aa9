import type { Dataset, Prior } from "@gammakit/core";
import { expCutoffPowerLaw, gaussianPrior, powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { compileFit, type FitModel, predictCounts } from "../src/index.ts";
import { cashToy, onOffToy } from "./support/toys.ts";

const edisp = Float64Array.of(0.8, 0.2, 0, 0.1, 0.7, 0.2, 0, 0.3, 0.7);
const background = Float64Array.of(5, 3, 2);

/** The datasets with exactly the counts that the models and their backgrounds predict. */
function expected(models: readonly FitModel[]): readonly Dataset[] {
  const off = background.map((b) => 10 * b);
  const plain = cashToy([0, 0, 0], { name: "a", edisp, background });
  const measured = onOffToy([0, 0, 0], [...off], { name: "b", edisp });
  return [plain, measured].map((dataset) => {
    const signal = predictCounts(dataset, models);
    return { ...dataset, counts: signal.map((s, j) => s + background[j]) };
  });
}

const settings = { amplitude: 2e-12 };

test.each<readonly [string, readonly FitModel[]]>([
  ["a power law", [powerLaw(settings)]],
  ["a cut-off", [expCutoffPowerLaw(settings)]],
  [
    "two models for one dataset",
    [powerLaw({ ...settings, name: "x" }), { ...powerLaw({ amplitude: 1e-12, index: 3, name: "y" }), datasets: ["b"] }],
  ],
  [
    "a link",
    [powerLaw({ ...settings, name: "x" }), powerLaw({ amplitude: 1e-12, name: "y", index: { link: "x.index" } })],
  ],
  ["a prior", [powerLaw({ ...settings, index: { prior: gaussianPrior({ mu: 2, sigma: 0.2 }) as Prior } })]],
])("where the counts are the expected ones, the curvature is that of the statistic: %s", (_, models) => {
  const { objective } = compileFit(expected(models), models);
  const { start, gradient, curvature } = objective;
  const n = start.length;
  const matrix = new Float64Array(n * n);
  curvature?.(start, matrix);
  const [above, below] = [new Float64Array(n), new Float64Array(n)];
  const h = 1e-4;
  for (let i = 0; i < n; i++) {
    gradient?.(start.with(i, start[i] + h), above);
    gradient?.(start.with(i, start[i] - h), below);
    for (let j = 0; j < n; j++) {
      const difference = (above[j] - below[j]) / (2 * h);
      const scale = Math.sqrt(matrix[i * n + i] * matrix[j * n + j]);
      expect(Math.abs(matrix[i * n + j] - difference) / scale, `${i} ${j}`).toBeLessThan(1e-5);
    }
  }
});

test("a bin without any expectation leaves the curvature finite", () => {
  const model = powerLaw({ amplitude: 0 });
  const { objective } = compileFit([onOffToy([1, 0, 0], [0, 0, 0]), cashToy([0, 1, 0])], [model]);
  const n = objective.start.length;
  const matrix = new Float64Array(n * n);
  objective.curvature?.(objective.start, matrix);
  expect(matrix.every(Number.isFinite)).toBe(true);
});
