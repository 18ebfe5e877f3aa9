import { expect, test } from "vitest";
import * as models from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(models).sort()).toMatchInlineSnapshot(`
    [
      "brokenPowerLaw",
      "constant",
      "constantFluxSpatial",
      "constantSpatial",
      "constantTemporal",
      "diskSpatial",
      "expCutoffPowerLaw",
      "expDecayTemporal",
      "gaussian",
      "gaussianSpatial",
      "gaussianTemporal",
      "generalizedGaussianSpatial",
      "generalizedGaussianTemporal",
      "lightCurveTemporal",
      "linearTemporal",
      "logParabola",
      "modelsPlugin",
      "phaseCurveTemporal",
      "piecewiseNormSpatial",
      "pivotEnergy",
      "pointSpatial",
      "powerLaw",
      "powerLawIntegral",
      "powerLawNorm",
      "powerLawTemporal",
      "productModel",
      "shell2Spatial",
      "shellSpatial",
      "sineTemporal",
      "smoothBrokenPowerLaw",
      "sumModel",
      "templateSpatial",
    ]
  `);
});
