import type { Dataset, SpectralModel } from "@gammakit/core";
import { fit, statProfile } from "@gammakit/fit";
import { minuit } from "@gammakit/minuit";
import { brokenPowerLaw, expCutoffPowerLaw, logParabola, powerLaw, smoothBrokenPowerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { startsFrom } from "../src/index.ts";
import { hessianErrors } from "./support/hessian-errors.ts";
import { spectrumToy } from "./support/spectrum-toy.ts";

const optimizer = minuit();
const plain = powerLaw({ index: 2.5, amplitude: 2e-11 });
const broken = brokenPowerLaw({ index1: 2, index2: 3, amplitude: 1e-11, ebreak: 1 });

async function fitBoth(data: Dataset, shape: SpectralModel) {
  const base = await fit([data], plain, { optimizer });
  const starts = startsFrom(base.model, shape, [data]);
  return { base, found: await fit([data], shape, { optimizer, starts, rescue: true }) };
}

describe("a broken power law fitted to a power law", () => {
  test("is never a false success, in 60 of 60 toys", async () => {
    const seen: Record<string, number> = {};
    for (let seed = 0; seed < 60; seed++) {
      // From some fifty to some thousand events.
      const data = spectrumToy(plain, 3e12 * 10 ** (seed % 3) * 0.5, seed);
      const { base, found } = await fitBoth(data, broken);
      const label = `toy ${seed}: ${found.message}`;
      expect(base.status, label).toBe("converged");
      seen[found.status] = (seen[found.status] ?? 0) + 1;
      // It contains the power law.
      expect(found.stat, label).toBeLessThanOrEqual(base.stat + 1e-3);
      if (found.success) await checkMinimum(data, found.model, found.stat, label);
      else {
        expect(found.status, label).toBe("unconstrained");
        expect(found.message, label).toMatch(
          /flat in (index1|index2|ebreak|amplitude) (above|below) |does not depend on /,
        );
      }
    }
    console.log(`a power law as a broken one: ${JSON.stringify(seen)} of 60`);
  });

  /** Errors are those of the curvature, and the statistic rises on both sides of every parameter, at three places each. */
  async function checkMinimum(data: Dataset, model: SpectralModel, stat: number, label: string) {
    const errors = model.parameters.map(({ error }) => error ?? Number.NaN);
    assertClose(errors, hessianErrors([data], model), { relative: 0.01, label });
    const result = await fit([data], model, { optimizer, rescue: true });
    expect(result.stat, label).toBeGreaterThan(stat - 1e-3);
    for (const { name, value } of model.parameters) {
      const far = [value - 60 * Math.max(1, Math.abs(value)), value + 60 * Math.max(1, Math.abs(value))];
      const values =
        name === "ebreak" ? [value / 60, value * 60] : name === "amplitude" ? [value / 60, value * 60] : far;
      const { stat: profile } = await statProfile([data], result, values, { parameter: name, optimizer });
      // Where no search converges, nothing is said; a rise is at least what is called flat.
      for (const rise of profile)
        if (Number.isFinite(rise)) expect(rise - stat, `${name} of ${label}`).toBeGreaterThan(0.009);
    }
  }
});

test("a real break is found, with its values and a valid covariance, in 10 of 10 toys", async () => {
  const truth = brokenPowerLaw({ index1: 1.8, index2: 3.4, amplitude: 2e-12, ebreak: 4 });
  let pull2 = 0;
  for (let seed = 0; seed < 10; seed++) {
    const { base, found } = await fitBoth(spectrumToy(truth, 3e14, seed), broken);
    expect(found.status, found.message).toBe("converged");
    expect(base.stat - found.stat).toBeGreaterThan(100);
    found.model.parameters.forEach(({ name, value, error = 0 }, k) => {
      const pull = (value - truth.parameters[k].value) / error;
      expect(Math.abs(pull), `${name} of toy ${seed}`).toBeLessThan(4.5);
      pull2 += pull * pull;
    });
  }
  // Forty pulls, in strong correlation within each toy: χ² of some ten independent fits of four parameters.
  expect(pull2).toBeGreaterThan(10);
  expect(pull2).toBeLessThan(90);
});

test.each([
  { truth: logParabola({ amplitude: 1e-11, reference: 1, alpha: 2, beta: 0.3 }), shape: logParabola({ reference: 1 }) },
  {
    truth: expCutoffPowerLaw({ index: 1.8, amplitude: 1e-11, lambda_: 0.1 }),
    shape: expCutoffPowerLaw({ index: 2, amplitude: 1e-13, lambda_: 3 }),
  },
  {
    truth: smoothBrokenPowerLaw({ index1: 1.8, index2: 3.6, amplitude: 1e-11, ebreak: 4, beta: 0.3 }),
    shape: smoothBrokenPowerLaw({ beta: 0.3, ebreak: 40 }),
  },
])("$truth.id is found from values that are far off", async ({ truth, shape }) => {
  const { base, found } = await fitBoth(spectrumToy(truth, 3e14, 7), shape);
  expect(found.status, found.message).toBe("converged");
  expect(base.stat - found.stat).toBeGreaterThan(25);
  found.model.parameters.forEach(({ name, value, error = 0, frozen }, k) => {
    if (!frozen) expect(Math.abs(value - truth.parameters[k].value), name).toBeLessThan(4.5 * error);
  });
});
