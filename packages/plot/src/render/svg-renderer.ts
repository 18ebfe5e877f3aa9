import { defineExtension, type Figure } from "@gammakit/core";
import type { Theme } from "../theme/theme.ts";
import { type RendererOptions, rendererOptions } from "./renderer-options.ts";

/** Draws figures as SVG text. The plotting libraries are loaded with the first figure. */
export const svgRenderer = defineExtension(
  "renderer",
  {
    id: "svg",
    summary: "Figures as SVG, the same bytes in Node and in browsers",
    optionHelp: { theme: "light or dark (light)" },
  },
  (options: RendererOptions = {}) => {
    const { theme } = rendererOptions("svg", options, ["theme"]) as { readonly theme: Theme["name"] };
    return {
      mediaType: "image/svg+xml",
      render: async (figure: Figure) => (await import("./shared-svg.ts")).sharedSvg(figure, theme),
    };
  },
);
