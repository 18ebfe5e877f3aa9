import { compileIntegral, parameterValues, type SpectralModel } from "@gammakit/core";
import { spectralModelConformance } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import {
  brokenPowerLaw,
  constant,
  expCutoffPowerLaw,
  gaussian,
  logParabola,
  powerLaw,
  powerLawIntegral,
  powerLawNorm,
  productModel,
  smoothBrokenPowerLaw,
  sumModel,
} from "../../src/index.ts";

const models: Readonly<Record<string, SpectralModel>> = {
  "power law": powerLaw({ index: 2.7, reference: 2 }),
  "power law of index 1": powerLaw({ index: 1 }),
  "power law between energies": powerLawIntegral({ index: 2.2 }),
  "power law between energies, index 1": powerLawIntegral({ index: 1 }),
  "broken power law": brokenPowerLaw({ index1: 1.8, index2: 2.9, ebreak: 0.8 }),
  "smoothly broken power law": smoothBrokenPowerLaw({ index1: 1.8, index2: 2.9, ebreak: 0.8, beta: 0.6 }),
  "smoothly broken power law, hardening": smoothBrokenPowerLaw({ index1: 2.6, index2: 1.9, ebreak: 3, beta: 0.1 }),
  "log parabola": logParabola({ reference: 1, alpha: 2.1, beta: 0.15 }),
  "exponential cut-off": expCutoffPowerLaw({ index: 1.7, lambda_: 0.08 }),
  "stretched cut-off": expCutoffPowerLaw({ index: 1.7, lambda_: 0.08, alpha: 0.6 }),
  constant: constant(),
  gaussian: gaussian({ mean: 2, sigma: 1.3 }),
  norm: powerLawNorm({ norm: 1.1, tilt: 0.2 }),
  sum: sumModel(powerLaw({ index: 2.3 }), logParabola({ reference: 1, beta: 0.15 })),
  product: productModel(expCutoffPowerLaw(), powerLawNorm({ tilt: 0.3 })),
};

for (const [title, model] of Object.entries(models)) {
  describe(title, () => {
    for (const { name, run } of spectralModelConformance(model)) test(name, run);
  });
}

test("a bin with the break inside is the sum of the pieces on its two sides", () => {
  const model = brokenPowerLaw({ index1: 1.8, index2: 2.9, ebreak: 0.8 });
  const p = parameterValues(model);
  const [whole, pieces] = [new Float64Array(1), new Float64Array(2)];
  compileIntegral(model, Float64Array.of(0.5, 50))(p, whole);
  compileIntegral(model, Float64Array.of(0.5, 0.8, 50))(p, pieces);
  expect(whole[0] / (pieces[0] + pieces[1])).toBeCloseTo(1, 14);
});
