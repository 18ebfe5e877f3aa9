import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "comparisonWords",
      "explainFluxProfile",
      "explainLightCurve",
      "explainSpectrum",
      "explainTimeResolved",
      "fluxProfileFigures",
      "fluxProfileJob",
      "fluxProfileReport",
      "fluxTable",
      "gammakitVersion",
      "inspectionReport",
      "jobJsonSchema",
      "lightCurveFigures",
      "lightCurveFindings",
      "lightCurveJob",
      "lightCurveReport",
      "lightCurveRows",
      "parseResult",
      "planFluxProfile",
      "planLightCurve",
      "planSpectrum",
      "planTimeResolved",
      "posteriorTable",
      "posteriorText",
      "presetRegistry",
      "readModelTables",
      "refuseJob",
      "reportHtml",
      "selfTest",
      "spectrumFigures",
      "spectrumJob",
      "spectrumReport",
      "taskModules",
      "timeResolvedFigures",
      "timeResolvedReport",
      "timeResolvedSpectroscopy",
      "variabilityFindings",
    ]
  `);
});
