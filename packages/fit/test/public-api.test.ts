import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "cashStatistic",
      "compileFit",
      "compileRefit",
      "confidence",
      "countFittedBins",
      "credibleInterval",
      "differentialFlux",
      "energyFlux",
      "fit",
      "fitFluxPoints",
      "fitPlugin",
      "fluxPointResiduals",
      "fluxPointStarts",
      "fluxPointsDataset",
      "integralFlux",
      "modelCovariance",
      "parametersTable",
      "posteriorMean",
      "posteriorQuantiles",
      "posteriorSamples",
      "posteriorUpperLimit",
      "predictCounts",
      "propagate",
      "samplePosterior",
      "statProfile",
      "statisticFor",
      "wstatStatistic",
    ]
  `);
});
