import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "fluxProfileFigures",
      "fluxProfileJob",
      "fluxProfileReport",
      "gammakitVersion",
      "jobJsonSchema",
      "lightCurveJob",
      "planFluxProfile",
      "planLightCurve",
      "planSpectrum",
      "planTimeResolved",
      "presetRegistry",
      "readModelTables",
      "refuseJob",
      "reportHtml",
      "spectrumJob",
      "timeResolvedFigures",
      "timeResolvedReport",
      "timeResolvedSpectroscopy",
    ]
  `);
});
