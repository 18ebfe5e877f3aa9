import { corePlugin, createRegistry, toRecord } from "@gammakit/core";
import { minuitPlugin } from "@gammakit/minuit";
import { modelsPlugin, powerLaw } from "@gammakit/models";
import { estimatorConformance, pluginConformance } from "@gammakit/testing";
import { describe, test } from "vitest";
import { estimatorsPlugin, excessEstimator, fluxPointsEstimator, likelihoodProfileEstimator } from "../src/index.ts";
import { countsToy } from "./support/counts-toy.ts";
import { onOffToy } from "./support/toys.ts";

const registry = createRegistry([corePlugin, modelsPlugin, minuitPlugin, estimatorsPlugin]);
const models = [toRecord(powerLaw({ index: { value: 0, frozen: true }, amplitude: 1e-12 }))];
const known = [countsToy([30, 7], [10, 5], [4, 1]), countsToy([25, 9], [10, 5], [4, 1])];
const onOff = [onOffToy("one", [30, 7, 2], [60, 20, 10]), onOffToy("two", [20, 9, 1], [50, 25, 8])];

describe.each([
  ["excess over a known background", excessEstimator(), known],
  ["excess of ON and OFF counts", excessEstimator(), onOff],
  ["flux points", fluxPointsEstimator({ selection: ["ul", "errn-errp", "scan"] }), known],
  ["a likelihood profile", likelihoodProfileEstimator({ parameter: "amplitude" }), known],
])("%s", (_, estimator, datasets) => {
  for (const { name, run } of estimatorConformance(estimator, { datasets, models, registry })) test(name, run);
});

describe("the plugin", () => {
  for (const { name, run } of pluginConformance(estimatorsPlugin)) test(name, run);
});
