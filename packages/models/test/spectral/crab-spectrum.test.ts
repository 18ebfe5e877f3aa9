import { compileIntegral, parameterValues } from "@gammakit/core";
import { expect, test } from "vitest";
import { type CrabReference, crabSpectrum } from "../../src/index.ts";
import "../to-be-relatively.ts";

// Gammapy 1.0: create_crab_spectral_model(name) at 2 TeV, and its integral from 1 to 10 TeV, where numerical good to 1e-4.
test.each<[CrabReference, number, number]>([
  ["meyer", 5.572437262381e-12, 2.035401876352e-11],
  ["hegra", 4.603496813626e-12, 1.705008042217e-11],
  ["hess_pl", 5.573271582124e-12, 2.066947304216e-11],
  ["hess_ecpl", 6.237142526144e-12, 2.236847432789e-11],
  ["magic_lp", 5.545106083414e-12, 1.997463436098e-11],
  ["magic_ecpl", 5.884945956194e-12, 2.057828259937e-11],
])("the Crab of %s", (reference, dnde, flux) => {
  const model = crabSpectrum(reference);
  const out = new Float64Array(1);
  model.evaluate(Float64Array.of(2), parameterValues(model), out);
  expect(out[0]).toBeRelatively(dnde, 1e-12);
  compileIntegral(model, Float64Array.of(1, 10))(parameterValues(model), out);
  expect(out[0]).toBeRelatively(flux, 1e-4);
});

test("another name is refused with those there are", () => {
  expect(() => crabSpectrum("hess" as CrabReference)).toThrow('No Crab spectrum "hess"; known: meyer, hegra');
});
