import { gaussianPrior, powerLaw } from "@gammakit/models";
import { differentialEvolution, ensemble, levenbergMarquardt, nelderMead } from "@gammakit/optimizers";
import { describe, expect, test } from "vitest";
import {
  credibleInterval,
  fit,
  type Posterior,
  posteriorMean,
  posteriorQuantiles,
  posteriorUpperLimit,
  samplePosterior,
} from "../src/index.ts";
import { cashToy, exact, onOffToy } from "./support/toys.ts";

const dataset = onOffToy([420, 213, 94], [350, 220, 100]);

describe("other optimizers find what MIGRAD finds, within 5 % of an error, and its errors within 5 %", () => {
  test.each([nelderMead(), levenbergMarquardt(), differentialEvolution()])("$id", async (optimizer) => {
    const model = powerLaw({ amplitude: 2e-12 });
    const theirs = await fit([dataset], model, { optimizer: exact });
    const ours = await fit([dataset], model, { optimizer });
    expect(ours.status).toBe("converged");
    ours.model.parameters.forEach(({ value, error = 0, frozen }, k) => {
      if (frozen) return;
      const { value: known, error: sigma = Number.NaN } = theirs.model.parameters[k];
      expect(Math.abs(value - known)).toBeLessThan(0.05 * sigma);
      expect(Math.abs(error - sigma)).toBeLessThan(0.05 * sigma);
    });
  });
});

describe("samplePosterior", () => {
  const sampler = ensemble({ walkers: 32, steps: 1500, burnIn: 200, seed: 1 });

  test("of many counts has the mean and the width of the fit", async () => {
    const result = await fit([dataset], powerLaw({ amplitude: 2e-12 }), { optimizer: exact });
    const posterior = await samplePosterior([dataset], result.models, { sampler });
    expect(posterior.names).toEqual(["power-law.index", "power-law.amplitude"]);
    expect(posterior.units).toEqual(["", "cm-2 s-1 TeV-1"]);
    expect(posterior.warnings).toEqual([]);
    for (const { name, value, error = Number.NaN } of result.model.parameters.filter(({ frozen }) => !frozen)) {
      const mean = posteriorMean(posterior, name);
      expect(Math.abs(mean.value - value), name).toBeLessThan(0.15 * error);
      expect(Math.abs(mean.error / error - 1), name).toBeLessThan(0.08);
    }
  });

  test("of no counts, with a limit at zero, is exponential: the upper limit is −ln 0.05", async () => {
    const empty = cashToy([0, 0, 0]);
    const model = powerLaw({
      index: { value: 2, frozen: true },
      amplitude: { value: 1e-14, error: 1e-14, min: 0, max: 1e-9 },
    });
    const posterior = await samplePosterior([empty], model, { sampler });
    // Expected counts of an amplitude of 1 over 1 to 8 TeV.
    const counts = 1e13 * (1 - 1 / 8);
    expect(posteriorUpperLimit(posterior, "amplitude") * counts).toBeCloseTo(-Math.log(0.05), 1);
    const { lower, upper } = credibleInterval(posterior, "amplitude", { probability: 0.9, kind: "shortest" });
    expect(lower * counts).toBeLessThan(0.02);
    expect(upper * counts).toBeCloseTo(-Math.log(0.1), 1);
  });

  test("narrows to a prior that knows more than the data", async () => {
    const prior = gaussianPrior({ mu: 2.3, sigma: 0.01 });
    const result = await fit([dataset], powerLaw({ amplitude: 2e-12, index: { value: 2.3, prior } }), {
      optimizer: exact,
    });
    const posterior = await samplePosterior([dataset], result.models, { sampler });
    const { value, error } = posteriorMean(posterior, "index");
    expect(Math.abs(value - 2.3)).toBeLessThan(0.005);
    expect(Math.abs(error / 0.01 - 1)).toBeLessThan(0.08);
  });

  test("refuses data that say nothing of a parameter without prior and limits", async () => {
    const blind = cashToy([0, 0, 0], { maskSafe: Uint8Array.of(0, 0, 0) });
    await expect(samplePosterior([blind], powerLaw(), { sampler })).rejects.toThrow(/no posterior to sample/);
  });
});

describe("a posterior", () => {
  const posterior: Posterior = {
    names: ["a.x", "a.y", "b.x"],
    units: ["", "TeV", ""],
    samples: Float64Array.from({ length: 303 }, (_, k) => (k % 3 === 1 ? (k - 1) / 3 : 0)),
    logProbability: new Float64Array(101),
    walkers: 1,
    status: "complete",
    warnings: [],
  };

  test("has quantiles between its samples", () => {
    expect([...posteriorQuantiles(posterior, "y", [0, 0.5, 0.995, 1])]).toEqual([0, 50, 99.5, 100]);
    expect(credibleInterval(posterior, "a.y", { probability: 0.5 })).toEqual({ lower: 25, upper: 75 });
    expect(posteriorMean(posterior, "y").value).toBeCloseTo(50, 12);
  });

  test("asks for the full name where two models have a parameter, and names those there are", () => {
    expect(() => posteriorQuantiles(posterior, "x", [0.5])).toThrow(/a\.x, b\.x/);
    expect(() => posteriorQuantiles(posterior, "z", [0.5])).toThrow(/a\.x, a\.y, b\.x/);
    expect(() => posteriorQuantiles(posterior, "y", [50])).toThrow(/from 0 to 1/);
    expect(() => credibleInterval(posterior, "y", { probability: 68 })).toThrow(/between 0 and 1/);
  });
});
