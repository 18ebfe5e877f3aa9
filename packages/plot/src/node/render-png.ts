import type { Figure } from "@gammakit/core";
import { type RenderOptions, renderSvg } from "../render/render-svg.ts";
import { svgToPng } from "./svg-to-png.ts";

/** How a figure is drawn as pixels. */
export interface PngOptions extends RenderOptions {
  /** Width of the picture [pixels]; twice the size of the figure when absent. */
  readonly width?: number;
}

/** The figure as a PNG picture, with DejaVu Sans for its text. */
export async function renderPng(
  figure: Figure,
  { width, ...options }: PngOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return svgToPng(await renderSvg(figure, options), width);
}
