import { expect, test } from "vitest";
import * as plot from "../src/index.ts";
import * as node from "../src/node/index.ts";

test("the public names", () => {
  expect(Object.keys(plot).sort()).toMatchInlineSnapshot(`
    [
      "axisTitle",
      "renderSvg",
      "skyFigure",
      "themes",
      "timeFigure",
      "unitLabel",
    ]
  `);
  expect(Object.keys(node).sort()).toMatchInlineSnapshot(`
    [
      "renderPng",
      "svgToPng",
    ]
  `);
});
