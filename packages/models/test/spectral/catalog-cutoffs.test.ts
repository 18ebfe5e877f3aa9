import { parameterValues, type SpectralModel } from "@gammakit/core";
import { expect, test } from "vitest";
import {
  superExpCutoffPowerLaw3FGL,
  superExpCutoffPowerLaw4FGL,
  superExpCutoffPowerLaw4FGLDR3,
} from "../../src/index.ts";
import "../to-be-relatively.ts";

function at(model: SpectralModel, energy: number): number {
  const out = new Float64Array(1);
  model.evaluate(Float64Array.of(energy), parameterValues(model), out);
  return out[0];
}

test("4FGL-DR3 is one smooth curve through its reference energy", () => {
  // Gammapy's series for energies near the reference has the sign of the curvature wrong: there it is +0.1 within 1.7 % of it,
  // −0.1 outside, where the definition of the catalog has −d/2 = −0.1 everywhere.
  const model = superExpCutoffPowerLaw4FGLDR3({ expfactor: 0.2, index_1: 1.5, index_2: 0.6 });
  for (const energy of [0.97, 0.99, 1.005, 1.016, 1.0167, 1.0168, 1.018, 1.03]) {
    const t = Math.log(energy);
    const curvature = (Math.log(at(model, energy) / 1e-12) + 1.5 * t) / (t * t);
    expect(Math.abs(curvature + 0.1)).toBeLessThan(0.001);
  }
  expect(at(model, 1)).toBe(1e-12);
});

test("4FGL-DR3 with b = 0 is a log parabola, and goes there without a step", () => {
  const [flat, nearly] = [0, 1e-9].map((index_2) => superExpCutoffPowerLaw4FGLDR3({ expfactor: 0.3, index_2 }));
  for (const energy of [0.02, 0.9, 5, 80]) {
    const t = Math.log(energy);
    expect(at(flat, energy)).toBeRelatively(1e-12 * Math.exp(-1.5 * t - 0.15 * t * t), 1e-14);
    expect(at(nearly, energy)).toBeRelatively(at(flat, energy), 1e-7);
  }
});

test("the three catalogs describe one curve in their own parameters", () => {
  // exp(a (E₀^b − E^b)) is (E₀/Ec)^b − (E/Ec)^b with a = Ec^−b, and index and curvature at E₀ follow from a.
  const [b, ecut, index] = [0.7, 4, 1.2];
  const expfactor = ecut ** -b;
  const models = [
    superExpCutoffPowerLaw3FGL({ ecut, index_1: index, index_2: b }),
    superExpCutoffPowerLaw4FGL({ expfactor, index_1: index, index_2: b }),
    superExpCutoffPowerLaw4FGLDR3({ expfactor: expfactor * b * b, index_1: index + expfactor * b, index_2: b }),
  ];
  for (const energy of [0.01, 0.8, 3, 40]) {
    for (const model of models) expect(at(model, energy)).toBeRelatively(at(models[0], energy), 1e-12);
  }
});
