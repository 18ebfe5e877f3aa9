import { type GammakitError, isGammakitError, toErrorRecord } from "@gammakit/core";
import { type Job, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { atMost, delay } from "../delay.ts";
import { marked, unmarked } from "../encoding.ts";
import type { RunNote } from "../identity.ts";
import type { BatchNote, BatchResult } from "../protocol.ts";
import { type Keys, lifetime } from "../redis/keys.ts";
import { refusal } from "../redis/refusal.ts";
import type { SharedCache } from "../redis/shared-store.ts";
import { refuseModule } from "./refuse-module.ts";
import type { ThreadRequest, Threads } from "./threads.ts";

/** What a worker works with. */
export interface Hands {
  readonly redis: Redis;
  /** Its URL without secrets. */
  readonly shown: string;
  readonly keys: Keys;
  readonly threads: Threads;
  /** How many batches of a run it takes at once. */
  readonly count: number;
  readonly plugins: readonly string[];
  readonly cache: SharedCache;
  readonly modules?: readonly string[];
  /** Ends the worker, which can't work any more; absent where its run is to end with the error. */
  readonly giveUp?: (error: GammakitError) => void;
}

/** A run that a worker works for. */
export interface Joined {
  /** Ends those of these batches that it works on. */
  stop(unwanted: readonly string[]): void;
  /** Takes no more; what it works on goes to others. */
  leave(): Promise<void>;
}

/** Works for a run: takes batches from its queue, and keeps their locks while a thread has them. */
export function joinRun(run: string, { lostAfter }: RunNote, hands: Hands): Joined {
  const { redis, keys, count } = hands;
  const working = new Map<string, AbortController>();
  const worker = new Worker<BatchNote, BatchResult>(
    run,
    async (job) => {
      const control = new AbortController();
      working.set(job.id as string, control);
      try {
        return await work(run, job, hands, control.signal);
      } finally {
        if (working.get(job.id as string) === control) working.delete(job.id as string);
      }
    },
    {
      connection: redis,
      prefix: keys.prefix,
      skipVersionCheck: true,
      concurrency: count,
      lockDuration: lostAfter,
      stalledInterval: Math.max(500, lostAfter / 4),
      // The executor that sent a batch counts the workers that it costs.
      maxStalledCount: 0,
      // A job whose own options Redis has lost must not stay: it would keep its batch from being sent again.
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      runRetryDelay: 500,
      drainDelay: 1,
    },
  );
  // A connection that is lost comes back, and a lock that is lost belongs to another worker by then.
  worker.on("error", () => {});
  const stopAll = () => {
    for (const control of working.values()) control.abort();
  };
  return {
    stop(unwanted) {
      for (const id of unwanted) working.get(id)?.abort();
    },
    async leave() {
      const pausing = worker.pause(true);
      stopAll();
      // What was taken goes back with a word, where Redis hears it.
      const isHeard = redis.status === "ready";
      if (isHeard)
        await atMost(
          2000,
          pausing.then(() => settled(working)),
        );
      stopAll();
      await atMost(2000, worker.close(!isHeard));
    },
  };
}

async function work(
  run: string,
  { id = "", data }: Job<BatchNote, BatchResult>,
  { redis, shown, keys, threads, plugins, cache, modules, giveUp }: Hands,
  signal: AbortSignal,
): Promise<BatchResult> {
  try {
    // Redis has lost what the job says, not its place in the list.
    if (data.module === undefined) return { status: "again" };
    refuseModule(data.module, modules);
    const inputs = await redis.getBuffer(keys.inputs(run, id));
    if (inputs === null) return { status: "again" };
    const shared: Record<string, ThreadRequest["shared"][string]> = {};
    for (const [name, hash] of Object.entries(data.shared)) {
      const bytes = await cache.get(hash);
      if (bytes === undefined) return { status: "again" };
      shared[name] = { hash, bytes };
    }
    const request = { module: data.module, export: data.export, inputs: unmarked(inputs), shared, plugins };
    const begun = performance.now();
    const answer = await threads.run(request, signal);
    const time = performance.now() - begun;
    switch (answer.kind) {
      case "replies":
        await redis.set(keys.replies(run, id), marked(answer.bytes), "EX", lifetime.work);
        await redis.unlink(keys.inputs(run, id));
        return { status: "done", time };
      case "uncloneable":
        return { status: "uncloneable", message: answer.message };
      case "lost":
        return { status: "lost", reason: answer.reason };
      case "broken":
        return {
          status: "refused",
          error: { code: "unsupported", message: `The threads of a worker can't be started: ${answer.reason}.` },
        };
      case "changed":
        if (giveUp === undefined) throw answer.error;
        giveUp(answer.error);
        return { status: "again" };
      case "stopped":
        return { status: "again" };
    }
  } catch (error) {
    return { status: "refused", error: toErrorRecord(isGammakitError(error) ? error : refusal(shown, error)) };
  }
}

async function settled(working: ReadonlyMap<string, unknown>): Promise<void> {
  while (working.size > 0) await delay(20);
}
