import {
  compileIntegral,
  compileSpatialIntegral,
  compileTemporalMean,
  createGti,
  createWcs,
  instantFromMjd,
  parameterValues,
  withParameters,
} from "@gammakit/core";
import { expect, test } from "vitest";
import {
  eblAbsorptionNorm,
  expDecayTemporal,
  gaussian,
  gaussianSpatial,
  piecewiseNorm,
  powerLaw,
  productModel,
  sumModel,
} from "../src/index.ts";
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

test("the spatial example of the README", () => {
  const shape = gaussianSpatial({ lon_0: 83.63, lat_0: 22.01, sigma: "12 arcmin", e: 0.6, phi: 30, frame: "icrs" });
  const wcs = createWcs({
    center: { frame: "icrs", lon: 83.63, lat: 22.01 },
    binSize: 0.05,
    projection: "TAN",
    shape: [60, 60],
  });
  const pixels = new Float64Array(3600);
  compileSpatialIntegral(shape, wcs)(parameterValues(shape), pixels);
  expect(pixels.reduce((a, b) => a + b).toFixed(2)).toBe("1.00");
});

test("the temporal example of the README", () => {
  const flare = expDecayTemporal({ t_ref: 53945.9, t0: "40 min", scale: "tt" });
  const gti = createGti(instantFromMjd(53945.9, 0, "tt"), [
    [0, 1200],
    [1500, 2400],
  ]);
  // (1 − e^(−1/2) + e^(−5/8) − e^(−1)) · 2400 s / 2100 s
  const expected = ((1 - Math.exp(-0.5) + Math.exp(-0.625) - Math.exp(-1)) * 2400) / 2100;
  const found = compileTemporalMean(flare, gti)(parameterValues(flare));
  expect(found).toBeCloseTo(expected, 9);
  expect(found.toFixed(4)).toBe("0.6410");
});
