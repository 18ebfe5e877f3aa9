import { powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { parameterFluxCorrelation } from "../../src/index.ts";

const model = powerLaw({ index: 3, amplitude: 2e-11 });
const range = { min: 1, max: 10 };

function covariance(indexError: number, amplitudeError: number, rho: number): Float64Array {
  const cross = rho * indexError * amplitudeError;
  return Float64Array.of(indexError ** 2, cross, 0, cross, amplitudeError ** 2, 0, 0, 0, 0);
}

test("the flux follows the amplitude where the index is sure, and falls with the index where the amplitude is", () => {
  assertClose(parameterFluxCorrelation(model, covariance(0, 1e-12, 0), "amplitude", range), 1, { relative: 1e-9 });
  assertClose(parameterFluxCorrelation(model, covariance(0.1, 0, 0), "index", range), -1, { relative: 1e-9 });
});

test("between the two is what the derivatives of the integral give", () => {
  const [si, sa, rho] = [0.12, 1.5e-12, 0.4];
  // F = A (1 − 10^(1−Γ))/(Γ−1) at Γ = 3.
  const perAmplitude = 0.99 / 2;
  const perIndex = 2e-11 * ((0.01 * Math.LN10) / 2 - 0.99 / 4);
  const cross = perIndex * si * si + perAmplitude * rho * si * sa;
  const variance = (perIndex * si) ** 2 + (perAmplitude * sa) ** 2 + 2 * perIndex * perAmplitude * rho * si * sa;
  const found = parameterFluxCorrelation(model, covariance(si, sa, rho), "index", range);
  assertClose(found, cross / (si * Math.sqrt(variance)), { relative: 1e-6 });
});

test("of a parameter that does not vary, or is not there, there is none", () => {
  expect(parameterFluxCorrelation(model, covariance(0.1, 1e-12, 0), "reference", range)).toBeNaN();
  expect(() => parameterFluxCorrelation(model, covariance(0.1, 1e-12, 0), "beta", range)).toThrow(
    'no parameter "beta"',
  );
  expect(() => parameterFluxCorrelation(model, covariance(0.1, 1e-12, 0), "index", { min: 2, max: 1 })).toThrow(
    "is empty",
  );
});
