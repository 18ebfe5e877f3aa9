import { compileIntegral, parameterValues, withParameters } from "@gammakit/core";
import { expect, test } from "vitest";
import { gaussian, powerLaw, sumModel } from "../src/index.ts";

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
