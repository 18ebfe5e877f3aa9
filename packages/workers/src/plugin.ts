import type { Plugin } from "@gammakit/core";
import { webWorkers } from "./web/web-workers.ts";

/** The plugin of this entry: the executor "web-workers". */
export const webWorkersPlugin: Plugin = { name: "@gammakit/workers", contract: 1, extensions: [webWorkers] };
