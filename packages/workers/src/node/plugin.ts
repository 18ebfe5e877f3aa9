import type { Plugin } from "@gammakit/core";
import { threads } from "./threads.ts";

/** The plugin of this entry: the executor "threads". */
export const threadsPlugin: Plugin = { name: "@gammakit/workers/node", contract: 1, extensions: [threads] };
