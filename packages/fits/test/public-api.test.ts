import { expect, it } from "vitest";
import * as fits from "../dist/index.js";

it("the package exports these values", () => {
  expect(Object.keys(fits).sort()).toMatchInlineSnapshot(`
    [
      "isReservedKeyword",
      "parseFits",
      "readFits",
      "verifyFits",
      "writeFits",
    ]
  `);
});
