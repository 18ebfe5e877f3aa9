import type { Plugin } from "@gammakit/core";
import { bullmqExecutor } from "./client/bullmq-executor.ts";

/** The plugin of this package: the executor "bullmq". */
export const bullmqPlugin: Plugin = { name: "@gammakit/bullmq", contract: 1, extensions: [bullmqExecutor] };
