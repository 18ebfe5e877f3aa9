export { type PngOptions, renderPng, svgToPng } from "./render-png.ts";
