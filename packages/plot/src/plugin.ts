import type { Plugin } from "@gammakit/core";
import { svgRenderer } from "./render/svg-renderer.ts";

/** The renderer "svg". Pixels need Node: see `plotNodePlugin` of `@gammakit/plot/node`. */
export const plotPlugin: Plugin = { name: "@gammakit/plot", contract: 1, extensions: [svgRenderer] };
