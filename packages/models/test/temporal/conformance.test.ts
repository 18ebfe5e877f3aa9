import { createRegistry, parameterValues, type TemporalModel } from "@gammakit/core";
import { type TemporalModelConformanceOptions, temporalModelConformance } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import {
  constantTemporal,
  expDecayTemporal,
  gaussianTemporal,
  generalizedGaussianTemporal,
  lightCurveTemporal,
  linearTemporal,
  modelsPlugin,
  phaseCurveTemporal,
  powerLawTemporal,
  sineTemporal,
} from "../../src/index.ts";

const models: Readonly<Record<string, readonly [TemporalModel, TemporalModelConformanceOptions?]>> = {
  constant: [constantTemporal()],
  linear: [linearTemporal({ alpha: 1, beta: 0.1 })],
  "exponential decay": [expDecayTemporal({ t0: 2 })],
  gaussian: [gaussianTemporal({ sigma: 1.2 })],
  "generalized gaussian": [generalizedGaussianTemporal({ t_rise: 0.5, t_decay: 1.5, eta: 0.7 })],
  "power law": [powerLawTemporal({ alpha: -1.7 }), { between: [0.4, 5] }],
  "power law of index −1": [powerLawTemporal({ alpha: -1 }), { between: [0.4, 5] }],
  sine: [sineTemporal({ amp: 0.6, omega: 2 })],
  "slow sine": [sineTemporal({ amp: 0.6, omega: 0 })],
  "light curve": [lightCurveTemporal({ options: { time: [-1, 0, 0.5, 4], norm: [0.5, 2, 3, 0.1] } })],
  "light curve that would become negative": [
    lightCurveTemporal({ options: { time: [-1, 0, 1.5], norm: [0.5, 2, 1] } }),
  ],
  // Breaks of a line within a step of the quadrature.
  "phase curve": [
    phaseCurveTemporal({ f0: 1e-5, options: { phase: [0.1, 0.3, 0.9], norm: [0.5, 2, 0.4] } }),
    { tolerance: 1e-4 },
  ],
};

const registry = createRegistry([modelsPlugin]);

for (const [title, [model, options]] of Object.entries(models)) {
  describe(title, () => {
    for (const { name, run } of temporalModelConformance(model, { ...options, registry })) test(name, run);
  });
}

test("a pulse like a box adds nothing in an interval far from it", () => {
  // (t/τ)^(1/η) is beyond what a double holds from 12 d on.
  const model = generalizedGaussianTemporal({ t_rise: 0.01, t_decay: 0.01, eta: 0.01 });
  const out = new Float64Array(3);
  model.integrate?.(Float64Array.of(-13, 12.5, 12.5), Float64Array.of(-12.5, 13, 1e9), parameterValues(model), out);
  expect([...out]).toEqual([0, 0, 0]);
});
