import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "fluxProfileJob",
      "fluxProfileSchema",
      "gammakitVersion",
      "jobJsonSchema",
      "planFluxProfile",
      "planTimeResolved",
      "presetRegistry",
      "refuseJob",
      "timeResolvedSchema",
      "timeResolvedSpectroscopy",
    ]
  `);
});
