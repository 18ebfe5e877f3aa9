import { compileIntegral, parameterValues, withParameters } from "@gammakit/core";
import { expect, test } from "vitest";
import { eblAbsorptionNorm, gaussian, piecewiseNorm, powerLaw, productModel, sumModel } from "../src/index.ts";
import { thinFog } from "./spectral/thin-fog.ts";

test("the example of the README", () => {
  const crab = powerLaw({
    index: 2.6,
    amplitude: "3.45e-17 cm-2 s-1 MeV-1",
    reference: { value: "1 TeV", frozen: true },
  });
  const out = new Float64Array(1);
  compileIntegral(crab, Float64Array.of(1, 10))(parameterValues(crab), out);
  expect(out[0].toPrecision(2)).toBe("2.1e-11");
  const softer = withParameters(crab, { index: { value: 2.9, min: 0, max: 6 } });
  const withLine = sumModel(softer, gaussian({ mean: "3 TeV", sigma: 0.2, amplitude: 1e-13 }));
  expect(withLine.parameters.map(({ name }) => name)).toEqual([
    "index",
    "power-law_amplitude",
    "reference",
    "gaussian_amplitude",
    "mean",
    "sigma",
  ]);
});

test("the example of tables in the README", () => {
  const corrected = productModel(powerLaw(), piecewiseNorm({ options: { energy: [0.1, 1, 10] } }));
  expect(corrected.parameters.map(({ name }) => name)).toEqual([
    "index",
    "amplitude",
    "reference",
    "norm_0",
    "norm_1",
    "norm_2",
  ]);
  const table = thinFog();
  const observed = productModel(powerLaw({ index: 2.1 }), eblAbsorptionNorm({ options: { table }, redshift: 0.116 }));
  expect(observed.parameters.filter(({ frozen }) => !frozen)).toHaveLength(2);
});
