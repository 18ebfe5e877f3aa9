export { plotNodePlugin } from "./plugin.ts";
export { type PngRendererOptions, pngRenderer } from "./png-renderer.ts";
export { type PngOptions, renderPng } from "./render-png.ts";
export { svgToPng } from "./svg-to-png.ts";
