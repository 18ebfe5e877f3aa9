import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "cashStatistic",
      "compileFit",
      "confidence",
      "countFittedBins",
      "differentialFlux",
      "energyFlux",
      "fit",
      "fitPlugin",
      "integralFlux",
      "modelCovariance",
      "predictCounts",
      "propagate",
      "statProfile",
      "statisticFor",
      "wstatStatistic",
    ]
  `);
});
