import { compileIntegralGradient, type SpectralModel } from "@gammakit/core";
import { differentialFlux, energyFlux, integralFlux } from "@gammakit/fit";
import {
  expCutoffPowerLaw3FGL,
  piecewiseNorm,
  powerLaw,
  productModel,
  superExpCutoffPowerLaw4FGLDR3,
  template,
} from "@gammakit/models";
import { expect, test } from "vitest";

/** A covariance with errors of 5 % and correlations of 0.3; of frozen parameters zero. */
function covarianceOf({ parameters }: SpectralModel): Float64Array {
  const errors = parameters.map(({ value, frozen = false }) => (frozen ? 0 : 0.05 * Math.abs(value)));
  const n = errors.length;
  return Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return errors[i] * errors[j] * (i === j ? 1 : 0.3);
  });
}

/** sqrt(gᵀ C g). */
function errorOf(gradient: Float64Array, covariance: Float64Array): number {
  let variance = 0;
  const n = gradient.length;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) variance += gradient[i] * covariance[i * n + j] * gradient[j];
  return Math.sqrt(variance);
}

test.each<[string, SpectralModel]>([
  ["a cut-off", expCutoffPowerLaw3FGL()],
  ["a cut-off of 4FGL-DR3", superExpCutoffPowerLaw4FGLDR3({ expfactor: 0.2, index_2: 0.6 })],
  ["a piecewise product", productModel(powerLaw(), piecewiseNorm({ options: { energy: [0.5, 2, 20] } }))],
])("errors of dN/dE and of fluxes of %s follow from its own derivatives", (_, model) => {
  const covariance = covarianceOf(model);
  const p = Float64Array.from(model.parameters, ({ value }) => value);
  const gradient = new Float64Array(p.length);
  model.evaluateGradient?.(Float64Array.of(3), p, gradient);
  const dnde = differentialFlux(model, covariance, 3);
  expect(Math.abs(dnde.error / errorOf(gradient, covariance) - 1)).toBeLessThan(1e-6);
  compileIntegralGradient(model, Float64Array.of(1, 10))(p, gradient);
  const flux = integralFlux(model, covariance, 1, 10);
  expect(Math.abs(flux.error / errorOf(gradient, covariance) - 1)).toBeLessThan(1e-6);
  const eflux = energyFlux(model, covariance, 1, 10);
  expect(eflux.error / eflux.value).toBeGreaterThan(0.01);
});

test("a template with a norm of 10 % has a flux of 10 %", () => {
  const shape = template({ options: { energy: [0.1, 1, 10], values: [1e-10, 1e-12, 1e-14] } });
  const model = productModel(shape, piecewiseNorm({ options: { energy: [1, 2] } }));
  const covariance = Float64Array.of(0.01, 0.01, 0.01, 0.01);
  for (const { value, error } of [
    differentialFlux(model, covariance, 1.5),
    integralFlux(model, covariance, 0.2, 5),
    energyFlux(model, covariance, 0.2, 5),
  ]) {
    expect(Math.abs(error / value - 0.1)).toBeLessThan(1e-8);
  }
});
