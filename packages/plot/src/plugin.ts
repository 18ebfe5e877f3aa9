import type { Plugin } from "@gammakit/core";
import { svgRenderer } from "./render/svg-renderer.ts";

/** The renderer of this package that runs everywhere; that of pixels is `pngRenderer` of `@gammakit/plot/node`. */
export const plotPlugin: Plugin = { name: "@gammakit/plot", contract: 1, extensions: [svgRenderer] };
