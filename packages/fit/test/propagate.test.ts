import { constant, powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { integralFlux, propagate } from "../src/index.ts";

test("a linear function has the error of linear propagation, correlation included", () => {
  const covariance = Float64Array.of(0.04, 0.01, 0, 0.01, 0.09, 0, 0, 0, 0);
  const { value, error } = propagate(
    powerLaw({ index: 2, amplitude: 5 }),
    covariance,
    (p) => 3 * p[0] - 2 * p[1] + p[2],
  );
  expect(value).toBeCloseTo(-3, 12);
  assertClose(error, Math.sqrt(9 * 0.04 + 4 * 0.09 - 12 * 0.01), { relative: 1e-9 });
});

test("the flux of a constant has the error of the constant", () => {
  const flux = integralFlux(constant({ const: 2e-12 }), Float64Array.of(1e-26), 1, 4);
  assertClose([flux.value, flux.error], [6e-12, 3e-13], { relative: 1e-9 });
});

test("what does not fit is refused", () => {
  expect(() => integralFlux(constant(), new Float64Array(4), 1, 4)).toThrow("modelCovariance(result, model)");
  expect(() => integralFlux(constant(), new Float64Array(1), 4, 1)).toThrow("The energy range 4 to 1 TeV is empty");
});
