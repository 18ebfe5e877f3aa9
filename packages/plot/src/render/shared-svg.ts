import type { Figure } from "@gammakit/core";
import type { Theme } from "../theme/theme.ts";
import { renderSvg } from "./render-svg.ts";

const drawn = new WeakMap<Figure, Map<Theme["name"], Promise<string>>>();

/** The figure as SVG text, drawn once however many renderers ask for it. */
export function sharedSvg(figure: Figure, theme: Theme["name"]): Promise<string> {
  const known = drawn.get(figure) ?? new Map<Theme["name"], Promise<string>>();
  drawn.set(figure, known);
  const svg = known.get(theme) ?? renderSvg(figure, { theme });
  known.set(theme, svg);
  return svg;
}
