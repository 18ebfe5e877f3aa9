import { randomUUID } from "node:crypto";
import { GammakitError } from "@gammakit/core";
import type { Redis } from "ioredis";
import { atMost } from "../delay.ts";
import {
  type Identity,
  identityWith,
  parseNote,
  placeOf,
  type RunNote,
  unsuited,
  type WorkerNote,
} from "../identity.ts";
import { configContent, pluginVersions } from "../plugins/plugin-versions.ts";
import { parseRedis } from "../redis/address.ts";
import { connect } from "../redis/connect.ts";
import { keysBelow, lifetime, removeAbandoned } from "../redis/keys.ts";
import { createSharedCache } from "../redis/shared-store.ts";
import { type Hands, type Joined, joinRun } from "./join-run.ts";
import type { QueueWorker, QueueWorkerOptions } from "./start-worker.ts";
import { createThreads } from "./threads.ts";

/** A worker as it is, with all that may be left out. */
export interface ServeOptions extends QueueWorkerOptions {
  readonly threads: number;
  readonly prefix: string;
  /** The one run that it works for, as part of the process whose run it is: others do not see it. */
  readonly only?: { readonly run: string; readonly identity: Identity };
}

/** [ms] How often it looks for runs, and for what is not wanted any more. */
const pause = 200;
/** Looks between two words that it is there. */
const looksPerWord = 5;

/** Looks for runs, joins those it can work for, and leaves those that have ended. */
export async function serveRuns(options: ServeOptions): Promise<QueueWorker> {
  const { threads: count, only, signal, onNotice = () => {} } = options;
  const address = parseRedis(options.redis);
  const keys = keysBelow(options.prefix);
  const plugins = options.config === undefined ? [] : [String(options.config)];
  const identity = only?.identity ?? identityWith(await pluginVersions(plugins[0]));
  const content = configContent(plugins[0]);
  /** Throws where a thread may have loaded other plugins than are announced: their files were changed since. */
  const checkPlugins = async (): Promise<void> => {
    const now = await pluginVersions(plugins[0]).catch(() => []);
    const isSame = unsuited(identityWith(now), identity) === undefined && configContent(plugins[0]) === content;
    if (!isSame) throw changed(only === undefined ? { config: plugins[0] } : undefined);
  };
  const threads = createThreads(options.worker, count, checkPlugins);
  if (signal?.aborted) throw new GammakitError("aborted", "The worker was ended before it began.", {}, signal.reason);
  const id = randomUUID();
  const note = JSON.stringify({ ...identity, threads: count } satisfies WorkerNote);
  /** Says that it is there, where others may see it. */
  const speak = async (redis: Redis): Promise<void> => {
    if (only !== undefined) return;
    await Promise.all([redis.set(keys.worker(id), note, "EX", lifetime.worker), redis.sadd(keys.workers, id)]);
  };
  const { redis, reason, close: disconnect } = await connect(address, signal, speak);
  const cache = createSharedCache(redis, keys);
  const { modules } = options;
  const hands: Hands = {
    ...{ redis, shown: address.shown, keys, threads, count, plugins, cache, ...(modules && { modules }) },
    // The only worker of a run tells why it can't go on; of others there may be one that can.
    ...(only === undefined && { giveUp: (error: GammakitError) => void close(error).catch(() => {}) }),
  };
  const joined = new Map<string, Joined>();
  const refused = new Set<string>();
  let looks = 0;

  const look = async (): Promise<void> => {
    const runs = only === undefined ? await redis.smembers(keys.runs) : [only.run];
    for (const run of new Set([...runs, ...joined.keys()])) await attend(run);
    for (const run of refused) if (!runs.includes(run)) refused.delete(run);
    // Where its word is refused, it says it again at the next look: until then, not all is well.
    if (looks % looksPerWord === 0) await speak(redis);
    if (looks % (60 * looksPerWord) === 0) await forgetWorkers();
    looks += 1;
  };

  const attend = async (run: string): Promise<void> => {
    const there = parseNote<RunNote>(await redis.get(keys.run(run)));
    const member = joined.get(run);
    if (there === undefined) {
      // Its process has closed it, or ended without a word.
      joined.delete(run);
      await member?.leave();
      if (member !== undefined && only === undefined) onNotice("The job has ended.");
      if (only === undefined) await removeAbandoned(redis, keys, run);
    } else if (member !== undefined) {
      member.stop(await redis.smembers(keys.unwanted(run)));
    } else if (!refused.has(run)) {
      const why = unsuited(identity, there);
      if (why === undefined) joined.set(run, joinRun(run, there, hands));
      else refused.add(run);
      if (only === undefined) {
        onNotice(why === undefined ? `Works for ${placeOf(there)}.` : `Can't work for ${placeOf(there)}: ${why}.`);
      }
    }
  };

  /** Takes workers off the list that have not been heard of. */
  const forgetWorkers = async (): Promise<void> => {
    for (const worker of await redis.smembers(keys.workers)) {
      if ((await redis.exists(keys.worker(worker))) === 0) await redis.srem(keys.workers, worker);
    }
  };

  let [closing, away, wake] = [false, 0, () => {}];
  const loop = async (): Promise<void> => {
    while (!closing) {
      try {
        await look();
        if (away > 0) onNotice(`Redis at ${address.shown} is back.`);
        away = 0;
      } catch (error) {
        away += 1;
        const { message } = error as Error;
        const why = (redis.status === "ready" ? message : (reason() ?? message)).replace(/\.$/, "");
        if (away === 1 && !closing) onNotice(`Redis at ${address.shown} can't be used (${why}); tries again.`);
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause);
      });
    }
  };
  // Commands wait for a connection that comes back: what tells that it is gone must not wait with them.
  redis.on("close", () => {
    if (closing || away > 0) return;
    away = 1;
    onNotice(`Redis at ${address.shown} is away; tries again.`);
  });
  if (only === undefined) {
    const what = [
      `gammakit ${identity.gammakit}`,
      `Node ${identity.node}`,
      `plugins: ${identity.plugins.map(({ name, version }) => `${name} ${version}`).join(", ") || "none"}`,
    ];
    onNotice(`Has joined ${address.shown} with ${count} thread${count > 1 ? "s" : ""} (${what.join(", ")}).`);
  }
  const looping = loop();

  const end = async (): Promise<void> => {
    closing = true;
    wake();
    if (redis.status !== "ready") disconnect();
    // Where Redis is away, a command may wait for ever.
    await atMost(redis.status === "ready" ? 5000 : 100, looping);
    await Promise.all([...joined.values()].map((member) => member.leave()));
    if (redis.status === "ready")
      await atMost(1000, Promise.all([redis.srem(keys.workers, id), redis.del(keys.worker(id))]));
    await threads.close();
    disconnect();
  };
  let ending: Promise<void> | undefined;
  let settle = (_: Promise<void>) => {};
  const ended = new Promise<void>((resolve) => {
    settle = resolve;
  });
  // Whoever closes it need not look at how it ended.
  ended.catch(() => {});
  const close = (error?: GammakitError): Promise<void> => {
    ending ??= end().finally(() => settle(error === undefined ? Promise.resolve() : Promise.reject(error)));
    return ending;
  };
  signal?.addEventListener("abort", () => void close().catch(() => {}), { once: true });
  return { ended, close: () => close() };
}

/** With where they are for a worker alone: what a job is told passes through Redis. */
function changed(worker: { readonly config: string | undefined } | undefined): GammakitError {
  const [whose, what] = worker === undefined ? ["the job", "job"] : [worker.config, "worker"];
  return new GammakitError(
    "unsupported",
    `The plugins of ${whose} were changed since the ${what} began: its numbers would be of two versions. Start the ${what} again.`,
    { ...worker },
  );
}
