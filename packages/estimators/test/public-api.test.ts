import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "isNested",
      "spectraTable",
      "spectralTimeSeries",
      "variability",
    ]
  `);
});
