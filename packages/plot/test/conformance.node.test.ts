import { createRegistry } from "@gammakit/core";
import { pluginConformance, rendererConformance } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { plotPlugin, svgRenderer } from "../src/index.ts";
import { pngRenderer } from "../src/node/index.ts";

describe.each([
  ["svg", svgRenderer()],
  ["svg in the dark", svgRenderer({ theme: "dark" })],
  ["png", pngRenderer()],
])("%s", (_, renderer) => {
  for (const { name, run } of rendererConformance(renderer)) test(name, run);
});

describe("the plugin", () => {
  for (const { name, run } of pluginConformance(plotPlugin)) test(name, run);
});

test("options of a renderer that come from a file are checked", () => {
  const registry = createRegistry([plotPlugin]);
  const words = 'The renderer "svg": theme must be one of light, dark, not pink.';
  expect(() => registry.create("renderer", "svg", { theme: "pink" })).toThrow(words);
  expect(() => pngRenderer({ theme: "pink" as "dark" })).toThrow('"png": theme must be one of light, dark');
  expect(() => pngRenderer({ width: Number.NaN })).toThrow("width must be a number of pixels");
});
