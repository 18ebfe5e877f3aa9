import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "assertClose",
      "assertWithinSigma",
      "makerConformance",
      "optimizerConformance",
      "priorConformance",
      "relativeDifference",
      "spatialModelConformance",
      "spectralModelConformance",
      "temporalModelConformance",
    ]
  `);
});
