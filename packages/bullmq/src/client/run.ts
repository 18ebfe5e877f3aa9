import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { errorFromRecord, GammakitError, type TaskBatch, type TaskPool, type TaskReply } from "@gammakit/core";
import { Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import { atMost } from "../delay.ts";
import { decode, encode, uncloneable } from "../encoding.ts";
import { type Identity, parseNote, placeOf, type RunNote, unsuited, type WorkerNote } from "../identity.ts";
import type { BatchNote, BatchResult } from "../protocol.ts";
import type { RedisAddress } from "../redis/address.ts";
import { connect } from "../redis/connect.ts";
import { keysBelow, letLapse, lifetime, removeRun } from "../redis/keys.ts";
import { refusal } from "../redis/refusal.ts";
import { keepShared, putShared, type SharedBytes } from "../redis/shared-store.ts";

/** How a run is held. */
export interface RunOptions {
  readonly address: RedisAddress;
  readonly prefix: string;
  readonly identity: Identity;
  /** How many workers it has of its own: then it waits for no others. */
  readonly own: number;
  /** [s] After which a silent worker counts as lost. */
  readonly lostAfter: number;
  /** [s] How long Redis may be away, or none of the workers there fit. */
  readonly patience: number;
  readonly onNotice: (words: string) => void;
}

/** Shared values by name. */
export type Shared = Readonly<Record<string, SharedBytes>>;

/** What an executor has at a Redis while it is open: a queue of its own, which workers find and join. */
export interface Run {
  readonly id: string;
  /** How many threads of suited workers there are, as far as is known. */
  threads(): number;
  send(batch: TaskBatch, shared: Shared, signal: AbortSignal): Promise<Replies>;
  close(): Promise<void>;
}

/** With the time of the work [ms], where it is known. */
type Replies = Awaited<ReturnType<TaskPool["run"]>>;

/** A batch that is on its way. */
interface Flying {
  readonly id: string;
  readonly note: BatchNote;
  readonly inputs: Buffer;
  readonly shared: readonly SharedBytes[];
  readonly resolve: (replies: Replies) => void;
  readonly reject: (error: unknown) => void;
  /** Whether it was in Redis at some time, and how often it wasn't when it was looked for. */
  sent: boolean;
  missing: number;
  /** How often a worker gave it back. */
  givenBack: number;
}

/** [ms] How often the run says that it is there, and looks after its batches. */
const beat = 1000;
/** Beats after which nothing can be on its way any more that was not found. */
const missingBeats = 2;
/** How often a batch may be given back before something must be wrong. */
const mostGivenBack = 50;

/** Opens a run. Throws "io" where Redis can't be used. */
export async function openRun(options: RunOptions): Promise<Run> {
  const { address, identity, own, lostAfter, patience, onNotice } = options;
  const keys = keysBelow(options.prefix);
  const id = randomUUID();
  const note = JSON.stringify({ ...identity, lostAfter: 1000 * lostAfter } satisfies RunNote);
  /** Says that the run is there. */
  const speak = (redis: Redis) => redis.set(keys.run(id), note, "EX", lifetime.run);
  const enlist = async (redis: Redis): Promise<void> => {
    await Promise.all([speak(redis), redis.sadd(keys.runs, id)]);
  };
  const { redis, reason, close: disconnect } = await connect(address, undefined, enlist);
  const events = redis.duplicate();
  events.on("error", () => {});
  const queueOptions = { prefix: keys.prefix, skipVersionCheck: true };
  const queue = new Queue<BatchNote, BatchResult>(id, {
    ...queueOptions,
    connection: redis,
    streams: { events: { maxLen: 1000 } },
  });
  // From the start of the stream, so that nothing is missed before it listens.
  const told = new QueueEvents(id, { ...queueOptions, connection: events, lastEventId: "0-0", blockingTimeout: 5000 });
  queue.on("error", () => {});
  told.on("error", () => {});
  const flying = new Map<string, Flying>();
  const underway = new Set<Promise<unknown>>();
  let [batches, threads, beats, silent, closed, broken] = [0, 0, 0, 0, false, undefined as GammakitError | undefined];

  const settle = (id: string, how: (batch: Flying) => void) => {
    const batch = flying.get(id);
    if (batch === undefined) return;
    flying.delete(id);
    how(batch);
  };
  const failAll = (error: GammakitError) => {
    for (const id of [...flying.keys()]) settle(id, ({ reject }) => reject(error));
  };
  /** What must have ended before all keys are removed. */
  const track = (work: Promise<void>): Promise<void> => {
    const done = work.catch(() => {}).finally(() => underway.delete(done));
    underway.add(done);
    return done;
  };
  const put = (batch: Flying): Promise<void> => {
    batch.sent = false;
    batch.missing = 0;
    return track(putAll(batch));
  };
  const putAll = async (batch: Flying): Promise<void> => {
    try {
      for (const value of batch.shared) await putShared(redis, keys, value);
      if (!flying.has(batch.id)) return;
      // First, so that no worker takes the run for one that has ended, and its keys away, while the batch is put there.
      await Promise.all([speak(redis), redis.set(keys.inputs(id, batch.id), batch.inputs, "EX", lifetime.work)]);
      await queue.add("batch", batch.note, {
        jobId: batch.id,
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
      });
      batch.sent = true;
      if (!flying.has(batch.id)) await cancel(batch.id);
    } catch (error) {
      if (!closed) settle(batch.id, ({ reject }) => reject(refusal(address.shown, error)));
    }
  };

  const cancel = async (batch: string): Promise<void> => {
    // A server that is full refuses what is new, not what is removed.
    await redis.sadd(keys.unwanted(id), batch).catch(() => {});
    await redis.expire(keys.unwanted(id), lifetime.work);
    await redis.unlink(keys.inputs(id, batch));
    // What is worked on can't be removed; its worker sees that it is unwanted.
    await queue.remove(batch).catch(() => {});
    await redis.unlink(keys.replies(id, batch));
  };

  /** Sends a batch again that was given back, or is not in Redis any more. */
  const putAgain = async (batch: Flying): Promise<void> => {
    batch.givenBack += 1;
    if (batch.givenBack < mostGivenBack) return put(batch);
    settle(batch.id, ({ reject }) => reject(new Error(`it was given back or missing ${mostGivenBack} times`)));
  };

  const take = async (batch: string, time?: number): Promise<boolean> => {
    const bytes = await redis.getdelBuffer(keys.replies(id, batch));
    if (bytes === null) return false;
    settle(batch, ({ resolve, reject }) => {
      try {
        resolve(Object.assign(decode(bytes) as TaskReply[], time !== undefined && { time }));
      } catch (error) {
        reject(error);
      }
    });
    return true;
  };

  const handle = async (id: string, result: BatchResult): Promise<void> => {
    const batch = flying.get(id);
    if (batch === undefined) return;
    switch (result.status) {
      case "done":
        // Where the replies are gone, the next beat misses the batch.
        await take(id, result.time);
        return;
      case "again":
        return putAgain(batch);
      case "lost":
        return settle(id, ({ reject }) => reject(new Error(result.reason)));
      case "uncloneable":
        return settle(id, ({ reject }) => reject(uncloneable(result.message)));
      case "refused":
        return settle(id, ({ reject }) => reject(errorFromRecord(result.error)));
    }
  };
  told.on("completed", ({ jobId, returnvalue }) => {
    handle(jobId, returnvalue as unknown as BatchResult).catch(() => {});
  });
  told.on("failed", ({ jobId, failedReason }) => {
    const words = /stalled/.test(failedReason) ? `its worker was silent for ${lostAfter} s` : failedReason;
    settle(jobId, ({ reject }) => reject(new Error(words)));
  });

  const workersTold = workerNotices(identity, address.shown, patience, onNotice);
  const look = async (): Promise<void> => {
    await enlist(redis);
    const names = await redis.smembers(keys.workers);
    const texts = names.length > 0 ? await redis.mget(names.map((name) => keys.worker(name))) : [];
    const workers = texts.flatMap((text) => parseNote<WorkerNote>(text) ?? []);
    const suited = workers.filter((worker) => unsuited(worker, identity) === undefined);
    threads = suited.reduce((sum, worker) => sum + worker.threads, 0);
    if (own === 0) {
      const hopeless = workersTold(workers, suited.length, flying.size > 0);
      if (hopeless !== undefined) failAll(hopeless);
    }
    await lookForBatches();
    if (beats++ % 30 !== 2) return;
    await letLapse(redis, keys, id);
    for (const value of new Set([...flying.values()].flatMap(({ shared }) => shared))) {
      if (!(await keepShared(redis, keys, value))) await putShared(redis, keys, value);
    }
  };

  /** Sends what was sent, and neither waits nor is worked on nor has replies. */
  const lookForBatches = async (): Promise<void> => {
    const batches = [...flying.values()].filter(({ sent }) => sent);
    // In the order in which a batch goes: it is never in the one no more, and in the other not yet.
    const lists = [await redis.lrange(keys.waiting(id), 0, -1), await redis.lrange(keys.active(id), 0, -1)];
    const there = new Set(lists.flat());
    for (const batch of batches) {
      if (there.has(batch.id)) batch.missing = 0;
      else if (flying.has(batch.id) && !(await take(batch.id)) && flying.has(batch.id) && batch.sent) {
        if (++batch.missing < missingBeats) continue;
        // A job that stands in no list keeps BullMQ from taking it once more.
        await redis.unlink(keys.job(id, batch.id));
        await putAgain(batch);
      }
    }
  };

  /** What Redis said to the last look, where it answered and refused. */
  let refused: string | undefined;
  let looking = false;
  const timer = setInterval(() => {
    if (looking) silent += 1;
    else {
      looking = true;
      look()
        .then(() => {
          if (silent >= 3) onNotice(`Redis at ${address.shown} is back.`);
          silent = 0;
          refused = undefined;
        })
        .catch(({ name, message }: Error) => {
          silent += 1;
          refused = name === "ReplyError" ? message : undefined;
        })
        .finally(() => {
          looking = false;
        });
    }
    const [now, since] = refused === undefined ? ["does not answer", "has been away"] : ["refuses", "has refused"];
    const why = because(refused ?? reason());
    if (silent === 3) onNotice(`Redis at ${address.shown} ${now}${why}; tries again.`);
    // A server that is gone without a word leaves a connection on which nothing ever comes.
    if (silent > 0 && silent % 15 === 0) redis.disconnect(true);
    if (silent * beat >= 1000 * patience && broken === undefined) {
      broken = new GammakitError(
        "io",
        `Redis at ${address.shown} ${since} for ${patience} s${why}. What was done is lost; run the job again.`,
        { redis: address.shown, seconds: patience },
      );
      failAll(broken);
    }
    if (silent === 0) broken = undefined;
  }, beat);

  // Which workers there are is good to know, but nothing to wait for: Redis may be gone again.
  await atMost(2000, look());

  return {
    id,
    threads: () => threads,
    send({ module, export: name, inputs }, shared, signal) {
      if (broken !== undefined) return Promise.reject(broken);
      return new Promise<Replies>((resolve, reject) => {
        const batch: Flying = {
          id: `b${++batches}`,
          note: { module, export: name, shared: mapValues(shared, ({ hash }) => hash) },
          inputs: encode(inputs),
          shared: Object.values(shared),
          resolve: (replies) => {
            signal.removeEventListener("abort", stop);
            resolve(replies);
          },
          reject: (error) => {
            signal.removeEventListener("abort", stop);
            reject(error);
          },
          sent: false,
          missing: 0,
          givenBack: 0,
        };
        const stop = () => {
          settle(batch.id, () => reject(new GammakitError("aborted", "The batch is not wanted any more.")));
          void track(cancel(batch.id));
        };
        flying.set(batch.id, batch);
        if (signal.aborted) {
          settle(batch.id, ({ reject }) => reject(new GammakitError("aborted", "The batch was stopped before.")));
          return;
        }
        // As many batches listen as are on their way: Node would warn of more than ten.
        setMaxListeners(0, signal);
        signal.addEventListener("abort", stop, { once: true });
        void put(batch);
      });
    },
    async close() {
      closed = true;
      clearInterval(timer);
      failAll(new GammakitError("aborted", "The run was closed."));
      const clean = async () => {
        await Promise.all(underway);
        await removeRun(redis, keys, id);
      };
      // Where Redis is away, its keys lapse by themselves.
      if (redis.status === "ready") await atMost(5000, clean());
      await atMost(1000, told.close());
      await atMost(1000, queue.close());
      events.disconnect();
      disconnect();
    },
  };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function because(reason: string | undefined): string {
  return reason === undefined ? "" : ` (${reason.replace(/\.$/, "")})`;
}

/** [ms] How long there may be no worker before it is told. */
const quiet = 2000;

/**
 * Tells that there is nobody to do the work, and why those who are there don't; once for each state of things. Gives the error
 * "unsupported" where all that have been there for `patience` [s], while work waited, are unfit: where there is nobody at all, somebody
 * may be on the way.
 */
function workerNotices(run: Identity, shown: string, patience: number, onNotice: (words: string) => void) {
  let [since, last] = [Date.now(), ""];
  let unfitSince: number | undefined;
  return (workers: readonly WorkerNote[], suited: number, isWaiting: boolean): GammakitError | undefined => {
    if (!isWaiting) {
      unfitSince = undefined;
      return undefined;
    }
    unfitSince = suited > 0 || workers.length === 0 ? undefined : (unfitSince ?? Date.now());
    if (suited > 0) {
      if (last !== "") onNotice("Workers have joined.");
      [since, last] = [Date.now(), ""];
      return undefined;
    }
    const others = workers.map((worker) => `${placeOf(worker)} can't join: ${unsuited(worker, run)}.`);
    if (unfitSince !== undefined && Date.now() - unfitSince >= 1000 * patience) {
      unfitSince = undefined;
      return new GammakitError(
        "unsupported",
        `None of the workers at ${shown} has been fit for this job for ${patience} s. ${others.join(" ")} Then run the job again.`,
        { redis: shown, seconds: patience },
      );
    }
    if (Date.now() - since < quiet) return undefined;
    const words = [`Waits for workers at ${shown}: gammakit worker --redis URL starts one.`, ...others].join(" ");
    if (words !== last) onNotice(words);
    last = words;
    return undefined;
  };
}
