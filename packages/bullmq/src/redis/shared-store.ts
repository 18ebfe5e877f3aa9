import type { Redis } from "ioredis";
import { hashOf, unmarked } from "../encoding.ts";
import { type Keys, lifetime } from "./keys.ts";

/** A shared value: its bytes, and their hash. */
export interface SharedBytes {
  readonly hash: string;
  readonly bytes: Buffer;
}

/** Bytes of one part: larger ones would keep others waiting at the server. */
const partSize = 4 * 2 ** 20;

/** Puts a value where all workers find it, unless it is there. It lapses where nobody keeps it alive. */
export async function putShared(redis: Redis, keys: Keys, value: SharedBytes): Promise<void> {
  if (await keepShared(redis, keys, value)) return;
  const { hash, bytes } = value;
  const parts = partsOf(value);
  for (let part = 0; part < parts; part++) {
    const piece = bytes.subarray(part * partSize, (part + 1) * partSize);
    await redis.set(keys.sharedPart(hash, part), piece, "EX", lifetime.shared);
  }
  // Last, so that who sees it finds all parts.
  await redis.set(keys.shared(hash), String(parts), "EX", lifetime.shared);
}

/** Keeps a value alive, and tells whether all of it is there. */
export async function keepShared(redis: Redis, keys: Keys, value: SharedBytes): Promise<boolean> {
  const { hash } = value;
  const parts = partsOf(value);
  const pipeline = redis.pipeline().expire(keys.shared(hash), lifetime.shared);
  for (let part = 0; part < parts; part++) pipeline.expire(keys.sharedPart(hash, part), lifetime.shared);
  const answers = (await pipeline.exec()) ?? [];
  return answers.length > 0 && answers.every(([error, kept]) => error === null && kept === 1);
}

function partsOf({ bytes }: SharedBytes): number {
  return Math.max(1, Math.ceil(bytes.length / partSize));
}

/** A value as its worker's threads read it, in memory that all of them see; undefined where it is not there, or not whole. */
async function getShared(redis: Redis, keys: Keys, hash: string): Promise<SharedArrayBuffer | undefined> {
  const parts = Number(await redis.get(keys.shared(hash)));
  const pieces: Buffer[] = [];
  for (let part = 0; part < parts; part++) {
    const piece = await redis.getBuffer(keys.sharedPart(hash, part));
    if (piece === null) return undefined;
    pieces.push(piece);
  }
  const whole = Buffer.concat(pieces);
  if (parts === 0 || hashOf(whole) !== hash) return undefined;
  const value = unmarked(whole);
  const memory = new SharedArrayBuffer(value.length);
  new Uint8Array(memory).set(value);
  return memory;
}

/** How many values a worker keeps: those of a few calls of `map`. */
const mostCached = 16;

/** The shared values that a worker has read. */
export interface SharedCache {
  /** Undefined where the value is not in Redis. */
  get(hash: string): Promise<SharedArrayBuffer | undefined>;
}

/** Reads each value once, and forgets those that were used longest ago. */
export function createSharedCache(redis: Redis, keys: Keys): SharedCache {
  const cached = new Map<string, Promise<SharedArrayBuffer | undefined>>();
  return {
    async get(hash) {
      const reading = cached.get(hash) ?? getShared(redis, keys, hash);
      cached.delete(hash);
      cached.set(hash, reading);
      if (cached.size > mostCached) cached.delete(cached.keys().next().value as string);
      const value = await reading.catch(() => undefined);
      if (value === undefined && cached.get(hash) === reading) cached.delete(hash);
      return value;
    },
  };
}
