import { expect, test } from "vitest";
import * as makers from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(makers).sort()).toMatchInlineSnapshot(`
    [
      "chain",
      "circleSpectrumMaker",
      "extractSpectra",
      "extractSpectrum",
      "findReflectedRegions",
      "findReflectedShapes",
      "findWobbleRegions",
      "makersPlugin",
      "reflectedCircles",
      "reflectedRegions",
      "safeMask",
      "spectrumMaker",
      "stackOnOff",
      "wobbleRegions",
    ]
  `);
});

test("the plugin has the four makers, three under the names of the reference too", () => {
  const names = makers.makersPlugin.extensions.map(({ kind, id, aliases }) => `${kind} ${id} ${aliases?.join()}`);
  expect(names).toEqual([
    "maker spectrum SpectrumDatasetMaker",
    "maker reflected-regions ReflectedRegionsBackgroundMaker",
    "maker wobble-regions undefined",
    "maker safe-mask SafeMaskMaker",
  ]);
});
