import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the public names, where there is no page either", () => {
  expect(typeof globalThis.HTMLElement).toBe("undefined");
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "GammakitExplorer",
      "GammakitFluxProfile",
      "GammakitSpectrumFiles",
      "GammakitTimeSeries",
      "WorkElement",
      "defineElements",
    ]
  `);
});
