import { defineExtension, type Figure, GammakitError } from "@gammakit/core";
import { themes } from "../theme/theme.ts";
import { type RenderOptions, renderSvg } from "./render-svg.ts";

/** Draws figures as SVG text, as `renderSvg` does. Throws "invalid-input" for a theme that there is not. */
export const svgRenderer = defineExtension(
  "renderer",
  { id: "svg", summary: "Figures as SVG, the same bytes in Node and in a browser" },
  (options: RenderOptions = {}) => {
    checkTheme("svg", options);
    return { mediaType: "image/svg+xml", render: (figure: Figure) => renderSvg(figure, options) };
  },
);

/** Options come from files too. */
export function checkTheme(id: string, { theme = "light" }: RenderOptions): void {
  if (typeof theme === "object" || Object.hasOwn(themes, theme)) return;
  const known = Object.keys(themes).join(", ");
  throw new GammakitError("invalid-input", `The renderer "${id}" has no theme "${theme}"; it has ${known}.`, { theme });
}
