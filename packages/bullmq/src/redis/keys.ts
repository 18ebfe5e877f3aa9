import { GammakitError } from "@gammakit/core";
import type { Redis } from "ioredis";

/** Names of all keys, below one prefix. */
export interface Keys {
  readonly prefix: string;
  /** Ids of runs that want workers, and of workers. */
  readonly runs: string;
  readonly workers: string;
  /** What a run or a worker says about itself; it lapses with it. */
  run(id: string): string;
  worker(id: string): string;
  /** A shared value: how long it is, and its parts. */
  shared(hash: string): string;
  sharedPart(hash: string, part: number): string;
  /** Inputs and replies of a batch, and the set of batches that are not wanted any more. */
  inputs(run: string, batch: string): string;
  replies(run: string, batch: string): string;
  unwanted(run: string): string;
  /** BullMQ's own keys: of a job, and of the lists of those that wait and of those that are worked on. */
  job(run: string, batch: string): string;
  waiting(run: string): string;
  active(run: string): string;
}

/** How long [s] keys stay that nobody keeps alive. */
export const lifetime = { run: 60, worker: 5, work: 3600, shared: 600 } as const;

/** The names below `prefix`. */
export function keysBelow(prefix: string): Keys {
  return {
    prefix,
    runs: `${prefix}:runs`,
    workers: `${prefix}:workers`,
    run: (id) => `${prefix}:run:${id}`,
    worker: (id) => `${prefix}:worker:${id}`,
    shared: (hash) => `${prefix}:shared:${hash}`,
    sharedPart: (hash, part) => `${prefix}:shared:${hash}:${part}`,
    inputs: (run, batch) => `${prefix}:${run}:inputs:${batch}`,
    replies: (run, batch) => `${prefix}:${run}:replies:${batch}`,
    unwanted: (run) => `${prefix}:${run}:unwanted`,
    job: (run, batch) => `${prefix}:${run}:${batch}`,
    waiting: (run) => `${prefix}:${run}:wait`,
    active: (run) => `${prefix}:${run}:active`,
  };
}

/** Removes all that belongs to a run, whose own process puts nothing there any more. */
export async function removeRun(redis: Redis, keys: Keys, run: string): Promise<void> {
  // Not as one: a server that is full refuses whatever comes as a transaction.
  await Promise.all([redis.srem(keys.runs, run), redis.del(keys.run(run))]);
  for (const names of await allOf(redis, `${keys.prefix}:${run}:*`)) await redis.unlink(...names);
}

/** Takes a run off the list and removes keys, unless the run has spoken: in one step, between which nothing comes. */
const removal = `
if redis.call("exists", KEYS[1]) == 1 then return 0 end
redis.call("srem", KEYS[2], ARGV[1])
for k = 3, #KEYS do redis.call("unlink", KEYS[k]) end
return 1
`;

/**
 * Removes what is left of a run that nobody speaks for. One that speaks again meanwhile, as after a restart of the server, keeps all:
 * without the list that it stands in, a batch would be there and never be taken.
 */
export async function removeAbandoned(redis: Redis, keys: Keys, run: string): Promise<void> {
  const found = await allOf(redis, `${keys.prefix}:${run}:*`);
  for (const names of [[], ...found]) {
    await redis.eval(removal, names.length + 2, keys.run(run), keys.runs, ...names, run);
  }
}

/** Keys of BullMQ that say by lapsing that a worker is gone. */
const lapsesSooner = /:(lock|stalled-check)$/;

/** Lets all that belongs to a run lapse by itself, unless this is said again. */
export async function letLapse(redis: Redis, keys: Keys, run: string): Promise<void> {
  for (const names of await allOf(redis, `${keys.prefix}:${run}:*`)) {
    const pipeline = redis.pipeline();
    for (const name of names) if (!lapsesSooner.test(name)) pipeline.expire(name, lifetime.work);
    await pipeline.exec();
  }
}

async function allOf(redis: Redis, match: string): Promise<readonly (readonly string[])[]> {
  const found: string[][] = [];
  let cursor = "0";
  do {
    const [next, names] = await redis.scan(cursor, "MATCH", match, "COUNT", 1000);
    if (names.length > 0) found.push(names);
    cursor = next;
  } while (cursor !== "0");
  return found;
}

/** Throws "invalid-input" for a prefix that would mix up names or patterns. */
export function checkPrefix(name: string, prefix: unknown): void {
  if (typeof prefix === "string" && /^[\w.-]{1,100}$/.test(prefix)) return;
  throw new GammakitError(
    "invalid-input",
    `${name}: prefix must be made of letters, digits, "_", "." and "-", not ${JSON.stringify(prefix)}.`,
    { prefix },
  );
}
