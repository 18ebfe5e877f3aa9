import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { bullmqExecutor, checkRedis, type QueueWorker, type RedisLocation, startWorker } from "@gammakit/bullmq";
import { type Executor, GammakitError } from "@gammakit/core";
import type { ExecutorRequest } from "./executors.ts";
import { taskModuleNames } from "./task-module-names.ts";

/** What threads of either side run. */
const worker = () => new URL("./task-worker.js", import.meta.url);

/** An executor on all machines that have joined a Redis, and on threads of this process. Throws where that Redis can't be used. */
export async function createBullmq({
  workers = availableParallelism(),
  config,
  redis,
  redisCa,
  onNotice,
}: ExecutorRequest): Promise<Executor> {
  const location = locationOf(redis, redisCa);
  await checkRedis(location);
  return bullmqExecutor({
    redis: location,
    workers,
    worker: worker(),
    ...(config !== undefined && { config: pathToFileURL(config) }),
    ...(onNotice && { onNotice }),
  });
}

/** Joins a Redis, for jobs that others run. */
export function joinRedis(
  { workers = availableParallelism(), config, redis, redisCa, onNotice }: ExecutorRequest,
  signal: AbortSignal,
): Promise<QueueWorker> {
  return startWorker({
    redis: locationOf(redis, redisCa),
    threads: workers,
    worker: worker(),
    modules: taskModuleNames,
    signal,
    ...(config !== undefined && { config: pathToFileURL(config) }),
    ...(onNotice && { onNotice }),
  });
}

function locationOf(url: string | undefined, ca: string | undefined): RedisLocation {
  if (url === undefined) {
    throw new GammakitError(
      "invalid-input",
      "Where is Redis? Say it with --redis redis://host:6379, or in GAMMAKIT_REDIS, which keeps a password out of the list of processes.",
    );
  }
  return { url, ...(ca !== undefined && { ca: certificates(ca) }) };
}

function certificates(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new GammakitError("io", `--redis-ca ${path} can't be read: ${(error as Error).message}.`, { path }, error);
  }
}
