import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "bayesianLimit",
      "boundedLimit",
      "confidenceLevelOf",
      "feldmanCousinsLimit",
      "feldmanCousinsUpper",
      "fluxPoints",
      "fluxProfile",
      "isNested",
      "likelihoodRatioToys",
      "perSteradian",
      "profileLimit",
      "spectraTable",
      "spectralTimeSeries",
      "startsFrom",
      "summarizeComparisons",
      "variability",
    ]
  `);
});
