import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "explainFluxProfile",
      "explainTimeResolved",
      "fluxProfileFigures",
      "fluxProfileJob",
      "fluxProfileReport",
      "gammakitVersion",
      "inspectionReport",
      "jobJsonSchema",
      "planFluxProfile",
      "planTimeResolved",
      "presetRegistry",
      "readModelTables",
      "refuseJob",
      "reportHtml",
      "selfTest",
      "timeResolvedFigures",
      "timeResolvedReport",
      "timeResolvedSpectroscopy",
    ]
  `);
});
