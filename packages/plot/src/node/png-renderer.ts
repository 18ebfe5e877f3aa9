import { defineExtension, type Figure } from "@gammakit/core";
import { type RendererOptions, refuse, rendererOptions } from "../render/renderer-options.ts";
import type { Theme } from "../theme/theme.ts";

/** What the renderer "png" takes. */
export interface PngRendererOptions extends RendererOptions {
  /** Width of the picture [pixels]; twice the size of the figure when absent. */
  readonly width?: number;
}

/** Draws figures as PNG pictures. */
export const pngRenderer = defineExtension(
  "renderer",
  {
    id: "png",
    summary: "Figures as PNG, with DejaVu Sans for their text",
    optionHelp: { theme: "light or dark (light)", width: "Width [pixels] (twice the size of the figure)" },
  },
  (options: PngRendererOptions = {}) => {
    const { theme, width } = rendererOptions("png", options, ["theme", "width"]) as {
      readonly theme: Theme["name"];
      readonly width?: unknown;
    };
    if (width !== undefined && !(typeof width === "number" && width >= 1 && width <= 20_000)) {
      throw refuse("png", `width must be a number of pixels from 1 to 20000, not ${String(width)}`);
    }
    return {
      mediaType: "image/png",
      async render(figure: Figure) {
        const [{ sharedSvg }, { svgToPng }] = await Promise.all([
          import("../render/shared-svg.ts"),
          import("./svg-to-png.ts"),
        ]);
        return svgToPng(await sharedSvg(figure, theme), width);
      },
    };
  },
);
