import { defineExtension, type Figure, GammakitError } from "@gammakit/core";
import { checkTheme } from "../render/svg-renderer.ts";
import { type PngOptions, renderPng } from "./render-png.ts";

/** Draws figures as PNG pictures, as `renderPng` does. Throws "invalid-input" for a theme or a width that there is not. */
export const pngRenderer = defineExtension(
  "renderer",
  { id: "png", summary: "Figures as PNG, with DejaVu Sans for their text" },
  (options: PngOptions = {}) => {
    checkTheme("png", options);
    const { width = 1 } = options;
    if (!(Number.isFinite(width) && width >= 1)) {
      const message = `The renderer "png": width must be a number of pixels from 1 on, not ${String(width)}.`;
      throw new GammakitError("invalid-input", message, { width });
    }
    return { mediaType: "image/png", render: (figure: Figure) => renderPng(figure, options) };
  },
);
