import { compileIntegral, createRegistry, parameterValues, type SpectralModel } from "@gammakit/core";
import { spectralModelConformance } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import {
  brokenPowerLaw,
  constant,
  crabSpectrum,
  differenceModel,
  eblAbsorptionNorm,
  expCutoffPowerLaw,
  expCutoffPowerLaw3FGL,
  expCutoffPowerLawNorm,
  gaussian,
  logParabola,
  logParabola2,
  logParabolaNorm,
  meyerCrab,
  modelsPlugin,
  piecewiseNorm,
  powerLaw,
  powerLawIntegral,
  powerLawNorm,
  productModel,
  quotientModel,
  scaledModel,
  smoothBrokenPowerLaw,
  sumModel,
  superExpCutoffPowerLaw3FGL,
  superExpCutoffPowerLaw4FGL,
  superExpCutoffPowerLaw4FGLDR3,
  template,
  templateND,
} from "../../src/index.ts";
import { thinFog } from "./thin-fog.ts";

const nodes = { energy: [0.05, 0.5, 5, 50] };
const norms = { norm_0: 1.1, norm_1: 0.8, norm_2: 1.2, norm_3: 0.5 };
const table = { energy: [0.1, 1, 10], values: [1e-10, 1e-12, 2e-14] };

const models: Readonly<Record<string, SpectralModel>> = {
  "power law": powerLaw({ index: 2.7, reference: 2 }),
  "power law of index 1": powerLaw({ index: 1 }),
  "power law between energies": powerLawIntegral({ index: 2.2 }),
  "power law between energies, index 1": powerLawIntegral({ index: 1 }),
  "broken power law": brokenPowerLaw({ index1: 1.8, index2: 2.9, ebreak: 0.8 }),
  "smoothly broken power law": smoothBrokenPowerLaw({ index1: 1.8, index2: 2.9, ebreak: 0.8, beta: 0.6 }),
  "smoothly broken power law, hardening": smoothBrokenPowerLaw({ index1: 2.6, index2: 1.9, ebreak: 3, beta: 0.1 }),
  "log parabola": logParabola({ reference: 1, alpha: 2.1, beta: 0.15 }),
  "log parabola with a scale": logParabola2({ reference: 2, alpha: 2.1, beta: 0.15, escale: 0.5 }),
  "exponential cut-off": expCutoffPowerLaw({ index: 1.7, lambda_: 0.08 }),
  "stretched cut-off": expCutoffPowerLaw({ index: 1.7, lambda_: 0.08, alpha: 0.6 }),
  "cut-off of 3FGL": expCutoffPowerLaw3FGL({ index: 1.7, reference: 0.7, ecut: 6 }),
  "super-exponential cut-off of 3FGL": superExpCutoffPowerLaw3FGL({ reference: 0.7, ecut: 12, index_2: 1.3 }),
  "super-exponential cut-off of 4FGL": superExpCutoffPowerLaw4FGL({ reference: 0.7, expfactor: 0.02, index_2: 0.6 }),
  "cut-off of 4FGL-DR3": superExpCutoffPowerLaw4FGLDR3({ reference: 0.7, expfactor: 0.2, index_2: 0.6 }),
  "cut-off of 4FGL-DR3, weak": superExpCutoffPowerLaw4FGLDR3({ reference: 2, expfactor: 0.1, index_2: 0.01 }),
  constant: constant(),
  gaussian: gaussian({ mean: 2, sigma: 1.3 }),
  "Crab of Meyer et al.": meyerCrab(),
  "Crab of MAGIC": crabSpectrum("magic_lp"),
  template: template({ options: table }),
  "template of two parameters": templateND({
    options: {
      energy: [0.1, 1, 10],
      axes: [
        { name: "age", unit: "s", interp: "log", nodes: [1, 10, 100] },
        { name: "size", interp: "sqrt", nodes: [1, 4] },
      ],
      values: Array.from({ length: 18 }, (_, k) => 1e-12 / (1 + k) ** 1.5),
    },
    age: 23,
  }),
  "template of one energy and one node": templateND({
    options: {
      energy: [1],
      axes: [
        { name: "age", nodes: [3] },
        { name: "size", nodes: [1, 2] },
      ],
      values: [1e-12, 3e-12],
    },
  }),
  "template of one energy": template({ options: { energy: [1], values: [1e-12] } }),
  norm: powerLawNorm({ norm: 1.1, tilt: 0.2 }),
  "curved norm": logParabolaNorm({ norm: 1.1, alpha: 0.1, beta: 0.05 }),
  "norm with cut-off": expCutoffPowerLawNorm({ index: 0.1, norm: 1.1, lambda_: 0.02 }),
  "piecewise norm": piecewiseNorm({ options: nodes, ...norms }),
  "piecewise norm, lines": piecewiseNorm({ options: { ...nodes, interp: "lin" }, ...norms }),
  absorption: eblAbsorptionNorm({ options: { table: thinFog() }, redshift: 0.123, alpha_norm: 0.9 }),
  scaled: scaledModel({ options: { parts: [crabSpectrum("hess_ecpl")] }, norm: 0.7 }),
  sum: sumModel(powerLaw({ index: 2.3 }), logParabola({ reference: 1, beta: 0.15 })),
  difference: differenceModel(powerLaw({ index: 2.3, amplitude: 3e-12 }), logParabola({ reference: 1, beta: 0.15 })),
  product: productModel(expCutoffPowerLaw(), powerLawNorm({ tilt: 0.3 })),
  "product with absorption": productModel(powerLaw(), eblAbsorptionNorm({ options: { table: thinFog() } })),
  quotient: quotientModel(powerLaw({ index: 2.3 }), powerLawNorm({ norm: 0.9, tilt: 0.3 })),
};

const registry = createRegistry([modelsPlugin]);

/** Formulas with energies in TeV that are not parameters. */
const scaled = ["Crab of Meyer et al.", "super-exponential cut-off of 4FGL"];

for (const [title, model] of Object.entries(models)) {
  const options = { registry, ...(scaled.includes(title) && { ownScale: true }) };
  describe(title, () => {
    for (const { name, run } of spectralModelConformance(model, options)) test(name, run);
  });
}

test("a log parabola with a scale is a log parabola, and with that of its reference energy the same", () => {
  const [energies, bins] = [Float64Array.of(0.1, 1, 30), Float64Array.of(0.1, 1, 30)];
  const of = (model: SpectralModel) => {
    const [values, integrals] = [new Float64Array(3), new Float64Array(2)];
    model.evaluate(energies, parameterValues(model), values);
    compileIntegral(model, bins)(parameterValues(model), integrals);
    return [...values, ...integrals];
  };
  for (const escale of [2, 0.5]) {
    const model = logParabola2({ reference: 2, alpha: 2.1, beta: 0.15, escale });
    const same = of(logParabola({ reference: 2, alpha: 2.1 + 0.15 * Math.log(2 / escale), beta: 0.15 }));
    for (const [i, value] of of(model).entries()) expect(value / same[i]).toBeCloseTo(1, 13);
  }
  // Gammapy 2.1, LogParabola2SpectralModel with its defaults at 3 TeV [cm-2 s-1 TeV-1].
  const out = new Float64Array(1);
  logParabola2().evaluate(Float64Array.of(3), parameterValues(logParabola2()), out);
  expect(out[0] / 4.1705996803658426e-11).toBeCloseTo(1, 12);
});

test("a bin with the break inside is the sum of the pieces on its two sides", () => {
  const model = brokenPowerLaw({ index1: 1.8, index2: 2.9, ebreak: 0.8 });
  const p = parameterValues(model);
  const [whole, pieces] = [new Float64Array(1), new Float64Array(2)];
  compileIntegral(model, Float64Array.of(0.5, 50))(p, whole);
  compileIntegral(model, Float64Array.of(0.5, 0.8, 50))(p, pieces);
  expect(whole[0] / (pieces[0] + pieces[1])).toBeCloseTo(1, 14);
});
