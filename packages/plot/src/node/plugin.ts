import type { Plugin } from "@gammakit/core";
import { pngRenderer } from "./png-renderer.ts";

/** The renderer "png", for Node. */
export const plotNodePlugin: Plugin = { name: "@gammakit/plot/node", contract: 1, extensions: [pngRenderer] };
