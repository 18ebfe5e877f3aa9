import { makerConformance, pluginConformance } from "@gammakit/testing";
import { describe, test } from "vitest";
import { makersPlugin, reflectedRegions, safeMask, spectrumMaker, wobbleRegions } from "../src/index.ts";
import { empty, observationOf, onOffOf } from "./support/synthetic.ts";

const observation = observationOf([
  [10, 83.63, 22.01, 1],
  [20, 83.63, 23.01, 2],
]);

describe.each([
  ["spectrum", spectrumMaker(), empty],
  ["spectrum with containment correction", spectrumMaker({ containmentCorrection: true }), empty],
  ["reflected regions", reflectedRegions(), spectrumMaker().run(empty, observation)],
  ["reflected regions of a dataset that has some", reflectedRegions(), onOffOf()],
  ["wobble regions", wobbleRegions({ count: 3 }), spectrumMaker().run(empty, observation)],
  ["safe mask of a spectrum", safeMask(), spectrumMaker().run(empty, observation)],
  ["safe mask of ON/OFF counts", safeMask({ methods: ["edisp-bias", "bkg-peak"] }), onOffOf()],
])("%s", (_, maker, dataset) => {
  for (const { name, run } of makerConformance(maker, { dataset, observation })) test(name, run);
});

describe("the plugin", () => {
  for (const { name, run } of pluginConformance(makersPlugin)) test(name, run);
});
