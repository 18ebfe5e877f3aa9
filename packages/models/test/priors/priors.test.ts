import { createRegistry, definePrior, modelFromRecord, type Prior, toRecord } from "@gammakit/core";
import { pluginConformance, priorConformance } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import {
  gaussianPrior,
  generalizedGaussianPrior,
  logUniformPrior,
  modelsPlugin,
  powerLaw,
  uniformPrior,
} from "../../src/index.ts";

const registry = createRegistry([modelsPlugin]);

const priors: Readonly<Record<string, readonly [Prior, readonly [number, number]]>> = {
  gaussian: [gaussianPrior({ mu: 2.1, sigma: 0.2 }), [1, 3.2]],
  uniform: [uniformPrior({ min: -1, max: 4 }), [-1, 4]],
  "log-uniform": [logUniformPrior({ min: 0.5, max: 20 }), [0.5, 20]],
  "generalized gaussian": [generalizedGaussianPrior({ mu: 1, sigma: 0.3, eta: 0.8 }), [-5, 7]],
  "Laplace distribution": [generalizedGaussianPrior({ mu: 1, sigma: 0.3, eta: 1 }), [-9, 11]],
};

describe.each(Object.entries(priors))("%s", (_, [prior, between]) => {
  for (const { name, run } of priorConformance(prior, { between, normalized: true, registry })) test(name, run);
});

describe("the plugin", () => {
  for (const { name, run } of pluginConformance(modelsPlugin)) test(name, run);
});

// −2 times scipy.stats logpdf of norm(2.1, 0.2), uniform(-1, 5), loguniform(0.5, 20), gennorm(1/0.8, 1, 0.3*sqrt(2)) at 1.7.
test.each([
  ["gaussian", 2.6190012415411466],
  ["uniform", 3.2188758248682006],
  ["log-uniform", 3.6719019840508142],
  ["generalized gaussian", 3.269204420557762],
])("%s: −2 ln of the normalized density, as in Gammapy", (name, expected) => {
  expect(Math.abs(priors[name][0].minusTwoLog(1.7) / expected - 1)).toBeLessThan(1e-12);
});

test("a generalized Gaussian of the shape 0.5 is a Gaussian", () => {
  const numbers = { mu: 2, sigma: 0.3 };
  expect(generalizedGaussianPrior(numbers).minusTwoLog(2.7)).toBeCloseTo(gaussianPrior(numbers).minusTwoLog(2.7), 12);
});

test("a weight multiplies", () => {
  const [one, three] = [gaussianPrior({ sigma: 2 }), gaussianPrior({ sigma: 2, weight: 3 })];
  expect(three.minusTwoLog(1)).toBe(3 * one.minusTwoLog(1));
  expect(three.derivative?.(1)).toBe(3 * (one.derivative?.(1) ?? 0));
  expect([one.options, three.options]).toEqual([
    { mu: 0, sigma: 2 },
    { mu: 0, sigma: 2, weight: 3 },
  ]);
});

test.each([
  [() => gaussianPrior({ sigma: -1 }), 'The prior "gaussian": sigma must be above 0, not -1.'],
  [() => gaussianPrior({ mean: 1 } as never), 'it has no "mean". It has mu, sigma, weight.'],
  [() => uniformPrior({ min: 2, max: 1 }), "min must be below max, but they are 2 and 1"],
  [() => uniformPrior({ max: Infinity }), "max must be a finite number"],
  [() => logUniformPrior({ min: 0 }), "min must be above 0, not 0"],
  [() => gaussianPrior({ weight: 0 }), "weight must be above 0, not 0"],
  [() => registry.create("prior", "gausian"), 'No prior named "gausian". Did you mean "gaussian"?'],
])("wrong numbers are refused: %#", (make, words) => {
  expect(make).toThrow(words);
});

describe("a prior from outside", () => {
  const exponential = definePrior({
    id: "acme/exponential",
    summary: "Small values are likelier",
    numbers: { scale: 1 },
    minusTwoLog: (value, { scale }) => 2 * (value / scale + Math.log(scale)),
    derivative: (_value, { scale }) => 2 / scale,
    range: () => [0, Infinity],
  });
  const extended = registry.with({ name: "acme", contract: 1, extensions: [exponential] });
  const options = { between: [0, 6], normalized: true, registry: extended } as const;
  for (const { name, run } of priorConformance(exponential({ scale: 0.2 }), options)) test(name, run);

  test("is carried by the record of a model, which can be cloned, and needs its plugin", () => {
    const record = structuredClone(toRecord(powerLaw({ index: { value: 2, prior: exponential({ scale: 3 }) } })));
    expect(record.parameters[0].prior).toEqual({ id: "acme/exponential", options: { scale: 3 } });
    expect(toRecord(modelFromRecord(record, extended))).toEqual(record);
    expect(() => modelFromRecord(record, registry)).toThrow(
      'power-law: index.prior: No prior named "acme/exponential"',
    );
  });
});
