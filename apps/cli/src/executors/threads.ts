import { pathToFileURL } from "node:url";
import type { Executor } from "@gammakit/core";
import { threads } from "@gammakit/workers/node";
import type { ExecutorRequest } from "./executors.ts";

/** Threads that know what the program knows, and the plugins of the configuration. */
export function createThreads({ workers, config }: ExecutorRequest): Executor {
  return threads({
    worker: new URL("./task-worker.js", import.meta.url),
    ...(workers !== undefined && { workers }),
    ...(config !== undefined && { plugins: [pathToFileURL(config)] }),
  });
}
