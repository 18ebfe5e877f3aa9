import { expect, test } from "vitest";
import * as makers from "../src/index.ts";

test("public names", () => {
  expect(Object.keys(makers).sort()).toMatchInlineSnapshot(`
    [
      "chain",
      "extractSpectrum",
      "findReflectedRegions",
      "makersPlugin",
      "reflectedRegions",
      "safeMask",
      "spectrumMaker",
      "stackOnOff",
    ]
  `);
});

test("the plugin has the three makers, under the names of the reference too", () => {
  const names = makers.makersPlugin.extensions.map(({ kind, id, aliases }) => `${kind} ${id} ${aliases?.join()}`);
  expect(names).toEqual([
    "maker spectrum SpectrumDatasetMaker",
    "maker reflected-regions ReflectedRegionsBackgroundMaker",
    "maker safe-mask SafeMaskMaker",
  ]);
});
