import { inlineExecutor } from "./inline-executor.ts";
import { contractVersion, type Plugin } from "./registry.ts";

/** The extensions of this package: the inline executor. */
export const corePlugin: Plugin = { name: "@gammakit/core", contract: contractVersion, extensions: [inlineExecutor] };
