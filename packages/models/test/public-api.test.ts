import { expect, test } from "vitest";
import * as models from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(models).sort()).toMatchInlineSnapshot(`
    [
      "brokenPowerLaw",
      "constant",
      "expCutoffPowerLaw",
      "gaussian",
      "logParabola",
      "modelsPlugin",
      "pivotEnergy",
      "powerLaw",
      "powerLawIntegral",
      "powerLawNorm",
      "productModel",
      "smoothBrokenPowerLaw",
      "sumModel",
    ]
  `);
});
