import { GammakitError } from "@gammakit/core";
import { checkCount, checkOptions } from "../check-options.ts";
import type { RedisLocation } from "../redis/address.ts";
import { checkPrefix } from "../redis/keys.ts";
import { serveRuns } from "./serve-runs.ts";

/** What a worker is made of. */
export interface QueueWorkerOptions {
  /** `redis://user:password@host:6379/0`, or `rediss://…` with TLS; as an object also with an authority's certificate. */
  readonly redis: string | RedisLocation;
  /** Address of the module that its threads run, `export default serveTasks({ … })` of @gammakit/workers. */
  readonly worker: string | URL;
  /** How many batches it works on at once, each on a thread of its own (1). */
  readonly threads?: number;
  /** Address of the gammakit.config.mjs here: it joins jobs that need no other plugins, nor other versions of them. */
  readonly config?: string | URL;
  /** The modules whose tasks it runs; by default those of any installed package, by its name. Never others. */
  readonly modules?: readonly string[];
  /** As that of the jobs ("gammakit"). */
  readonly prefix?: string;
  /** Ends it. What it works on goes to others. */
  readonly signal?: AbortSignal;
  /** Is told of jobs that it joins, leaves, or can't work for, and when Redis is away. */
  readonly onNotice?: (words: string) => void;
}

/** A worker that has joined. */
export interface QueueWorker {
  /**
   * Resolves when it has ended, by `close` or the signal. Rejects with "unsupported" where it has ended by itself, because the files of
   * its plugins were changed since it began.
   */
  readonly ended: Promise<void>;
  /** Ends it. What it works on goes to others. */
  close(): Promise<void>;
}

const known = ["redis", "worker", "threads", "config", "modules", "prefix", "signal", "onNotice"] as const;
const name = "startWorker";

/**
 * Joins a Redis, and works for the jobs there whose executor is `bullmqExecutor`, until it is closed. Redis may go away and come back.
 * Throws "io" where it can't be used at first, "invalid-input" for options that make no sense.
 */
export async function startWorker(options: QueueWorkerOptions): Promise<QueueWorker> {
  checkOptions(name, options, known);
  const { threads = 1, prefix = "gammakit" } = options;
  checkCount(name, "threads", threads, 1);
  checkPrefix(name, prefix);
  if (options.worker === undefined) {
    throw new GammakitError("invalid-input", `${name}: needs worker, the address of the module that its threads run.`);
  }
  return serveRuns({ ...options, threads, prefix });
}
