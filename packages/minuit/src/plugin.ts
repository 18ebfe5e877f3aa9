import type { Plugin } from "@gammakit/core";
import { minuit } from "./optimizer.ts";

/** The plugin of this package: the optimizer "minuit". */
export const minuitPlugin: Plugin = { name: "@gammakit/minuit", contract: 1, extensions: [minuit] };
