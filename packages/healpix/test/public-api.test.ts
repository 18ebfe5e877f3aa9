import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "centersOf",
      "compileHealpix",
      "compileHealpixMap",
      "fromUniq",
      "healpixValueAt",
      "interpolateHealpixMap",
      "pixelArea",
      "pixelBoundary",
      "pixelSize",
      "pixelsAt",
      "pixelsInDisc",
      "sampleHealpixMap",
      "toNested",
      "toRing",
      "toUniq",
    ]
  `);
});
