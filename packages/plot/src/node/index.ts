export { pngRenderer } from "./png-renderer.ts";
export { type PngOptions, renderPng, svgToPng } from "./render-png.ts";
