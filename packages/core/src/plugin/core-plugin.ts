import { contractVersion } from "./core-copy.ts";
import { inlineExecutor } from "./inline-executor.ts";
import type { Plugin } from "./registry.ts";

/** The extensions of this package: the inline executor. */
export const corePlugin: Plugin = { name: "@gammakit/core", contract: contractVersion, extensions: [inlineExecutor] };
