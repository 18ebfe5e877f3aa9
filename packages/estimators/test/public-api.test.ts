import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "bandFluxes",
      "bayesianBlocks",
      "bayesianBlocksOfEvents",
      "bayesianLimit",
      "bootstrapLine",
      "boundedLimit",
      "confidenceLevelOf",
      "constancy",
      "correlation",
      "doublingTimes",
      "estimatorsPlugin",
      "excessEstimator",
      "feldmanCousinsLimit",
      "feldmanCousinsUpper",
      "fluxPointTask",
      "fluxPoints",
      "fluxPointsEstimator",
      "fluxPointsTask",
      "fluxProfile",
      "fractionalVariance",
      "hysteresisLoop",
      "intervalTask",
      "isNested",
      "lightCurve",
      "likelihoodProfileEstimator",
      "likelihoodRatioToys",
      "lineFit",
      "parameterFluxCorrelation",
      "perSteradian",
      "pointToPoint",
      "profileLimit",
      "spectraTable",
      "spectralTimeSeries",
      "startsFrom",
      "structureFunction",
      "summarizeComparisons",
      "variability",
    ]
  `);
});
