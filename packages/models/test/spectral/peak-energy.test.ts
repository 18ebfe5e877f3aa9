import { parameterValues, type SpectralModel } from "@gammakit/core";
import { expect, test } from "vitest";
import {
  expCutoffPowerLaw,
  expCutoffPowerLaw3FGL,
  logParabola,
  logParabola2,
  peakEnergy,
  powerLaw,
  smoothBrokenPowerLaw,
  superExpCutoffPowerLaw3FGL,
  superExpCutoffPowerLaw4FGL,
  superExpCutoffPowerLaw4FGLDR3,
} from "../../src/index.ts";
import "../to-be-relatively.ts";

const curved: Readonly<Record<string, SpectralModel>> = {
  "log parabola": logParabola({ alpha: 1.7, beta: 0.12, reference: 0.5 }),
  "log parabola with two references": logParabola2({ alpha: 2.3, beta: 0.2, reference: 3, escale: 0.4 }),
  "smooth break": smoothBrokenPowerLaw({ index1: 1.6, index2: 2.9, ebreak: 0.8, beta: 0.6 }),
  "exponential cut-off": expCutoffPowerLaw({ index: 1.4, lambda_: 0.2 }),
  "stretched cut-off": expCutoffPowerLaw({ index: 1.4, lambda_: 0.2, alpha: 0.7 }),
  "cut-off towards low energies": expCutoffPowerLaw({ index: 2.6, lambda_: 0.2, alpha: -0.7 }),
  "cut-off of 3FGL": expCutoffPowerLaw3FGL({ index: 1.7, reference: 0.7, ecut: 6 }),
  "super-exponential cut-off of 3FGL": superExpCutoffPowerLaw3FGL({ reference: 0.7, ecut: 12, index_2: 1.3 }),
  "super-exponential cut-off of 4FGL": superExpCutoffPowerLaw4FGL({ reference: 0.7, expfactor: 0.02, index_2: 0.6 }),
  "cut-off of 4FGL-DR3": superExpCutoffPowerLaw4FGLDR3({ reference: 0.7, expfactor: 0.2, index_2: 0.6 }),
  "cut-off of 4FGL-DR3 with b below 0": superExpCutoffPowerLaw4FGLDR3({ index_1: 2.1, expfactor: 0.2, index_2: -0.6 }),
  "cut-off of 4FGL-DR3 with b = 0": superExpCutoffPowerLaw4FGLDR3({ reference: 0.7, expfactor: 0.2, index_2: 0 }),
};

test.each(Object.entries(curved))("%s emits most at its peak", (_, model) => {
  const peak = peakEnergy(model);
  const energy = Float64Array.from([0.5, 0.99, 0.9999, 1, 1.0001, 1.01, 2], (part) => part * peak);
  const out = new Float64Array(energy.length);
  model.evaluate(energy, parameterValues(model), out);
  const power = Array.from(out, (value, i) => value * energy[i] ** 2);
  expect(Math.max(...power)).toBe(power[3]);
  // To first order both sides fall alike.
  expect(Math.abs(power[4] - power[2]) / (2 * power[3] - power[4] - power[2])).toBeLessThan(1e-2);
});

test("is that of Gammapy 2.1", () => {
  expect(peakEnergy(curved["log parabola"])).toBeRelatively(1.74517148, 1e-8);
  expect(peakEnergy(curved["stretched cut-off"])).toBeRelatively(4.01173034, 1e-8);
  const catalog = superExpCutoffPowerLaw4FGLDR3({ index_1: 1.8, index_2: 0.6, expfactor: 0.4, reference: 0.02 });
  expect(peakEnergy(catalog)).toBeRelatively(0.0309696, 1e-6);
});

test("follows the values that are given", () => {
  const model = logParabola({ reference: 1, beta: 0.5 });
  const values = parameterValues(model);
  values[2] = 1;
  expect(peakEnergy(model, values)).toBeRelatively(Math.E, 1e-14);
  expect(peakEnergy(model)).toBe(1);
});

test.each([
  logParabola({ beta: 0 }),
  logParabola({ beta: -0.1 }),
  logParabola2({ beta: -0.1 }),
  smoothBrokenPowerLaw({ index1: 2.1, index2: 3 }),
  smoothBrokenPowerLaw({ index1: 3, index2: 1 }),
  expCutoffPowerLaw({ index: 2.2 }),
  expCutoffPowerLaw({ index: 1.5, lambda_: 0 }),
  expCutoffPowerLaw({ index: 1.5, lambda_: -0.1 }),
  superExpCutoffPowerLaw4FGL({ expfactor: -0.1 }),
  superExpCutoffPowerLaw4FGLDR3({ expfactor: 0 }),
  superExpCutoffPowerLaw4FGLDR3({ index_1: 3, expfactor: 0.1, index_2: 0.5 }),
])("without a maximum it is no number ($id)", (model) => {
  expect(peakEnergy(model)).toBeNaN();
});

test("other models and vectors of another size are refused", () => {
  expect(() => peakEnergy(powerLaw())).toThrow('The peak of "power-law" has no closed form here. Known: log-parabola,');
  expect(() => peakEnergy(logParabola(), new Float64Array(3))).toThrow("has 4 parameters, not 3");
});
