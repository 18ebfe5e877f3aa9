import { expect, test } from "vitest";
import * as models from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(models).sort()).toMatchInlineSnapshot(`
    [
      "brokenPowerLaw",
      "constant",
      "crabSpectrum",
      "differenceModel",
      "eblAbsorptionNorm",
      "expCutoffPowerLaw",
      "expCutoffPowerLaw3FGL",
      "expCutoffPowerLawNorm",
      "findEnergies",
      "gaussian",
      "logParabola",
      "logParabolaNorm",
      "meyerCrab",
      "modelsPlugin",
      "piecewiseNorm",
      "pivotEnergy",
      "powerLaw",
      "powerLawIntegral",
      "powerLawNorm",
      "productModel",
      "quotientModel",
      "scaledModel",
      "smoothBrokenPowerLaw",
      "sumModel",
      "superExpCutoffPowerLaw3FGL",
      "superExpCutoffPowerLaw4FGL",
      "superExpCutoffPowerLaw4FGLDR3",
      "template",
    ]
  `);
});
