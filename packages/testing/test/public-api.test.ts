import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("the public names", () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "arrayTask",
      "assertClose",
      "assertWithinSigma",
      "crashTask",
      "endlessTask",
      "estimatorConformance",
      "executorConformance",
      "failTask",
      "functionTask",
      "makerConformance",
      "optimizerConformance",
      "pluginConformance",
      "priorConformance",
      "readerConformance",
      "registryTask",
      "relativeDifference",
      "rendererConformance",
      "samplerConformance",
      "spatialModelConformance",
      "spectralModelConformance",
      "squareTask",
      "statisticConformance",
      "temporalModelConformance",
      "waitTask",
      "writerConformance",
    ]
  `);
});
