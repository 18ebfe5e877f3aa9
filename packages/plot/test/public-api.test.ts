import { expect, test } from "vitest";
import * as plot from "../src/index.ts";
import * as node from "../src/node/index.ts";
import * as plugin from "../src/plugin.ts";

test("the public names", () => {
  expect(Object.keys(plot).sort()).toMatchInlineSnapshot(`
    [
      "axisTitle",
      "compileNormStatistic",
      "cornerFigure",
      "curvesFigure",
      "dispersionFigure",
      "effectiveAreaFigure",
      "hysteresisFigure",
      "likelihoodFigure",
      "plotPlugin",
      "profileFigure",
      "psfFigure",
      "renderSvg",
      "seriesFigure",
      "skyFigure",
      "spectrumFigure",
      "svgRenderer",
      "themes",
      "timeFigure",
      "unitLabel",
      "withTheme",
    ]
  `);
  expect(Object.keys(node).sort()).toMatchInlineSnapshot(`
    [
      "plotNodePlugin",
      "pngRenderer",
      "renderPng",
      "svgToPng",
    ]
  `);
});

test("the public names of the plugin alone", () => {
  expect(Object.keys(plugin)).toEqual(["plotPlugin"]);
});
