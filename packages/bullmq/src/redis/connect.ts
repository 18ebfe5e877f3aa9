import { GammakitError } from "@gammakit/core";
import { Redis } from "ioredis";
import type { RedisAddress } from "./address.ts";

/** A connection that comes back by itself, and why it was lost the last time. */
export interface Connection {
  readonly redis: Redis;
  /** The last error, without secrets. */
  reason(): string | undefined;
  close(): void;
}

/** How long [ms] the first connection may take, with the first answer. */
const firstConnection = 10_000;

/**
 * Connects and says the first words, or throws "io" with the reason, "unsupported" for a server that is too old, "aborted" where `signal`
 * calls it off. Its errors never hold a password.
 */
export async function connect(
  address: RedisAddress,
  signal?: AbortSignal,
  firstWords: (redis: Redis) => Promise<void> = async () => {},
): Promise<Connection> {
  const { host, port, db, username, password, tls, shown } = address;
  const redis = new Redis({
    host,
    port,
    db,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls }),
    lazyConnect: true,
    connectTimeout: firstConnection,
    maxRetriesPerRequest: null,
    keepAlive: 10_000,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 1000),
  });
  let reason: string | undefined;
  const hide = (words: string) => (password === undefined ? words : words.replaceAll(password, "***"));
  redis.on("error", (error: Error & { readonly code?: string }) => {
    reason = hide(wordsOf(error));
  });
  const late = setTimeout(() => {
    reason ??= `it gives no answer within ${firstConnection / 1000} s`;
    redis.disconnect();
  }, firstConnection);
  const stop = () => redis.disconnect();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await redis.connect();
    await checkServer(redis);
    await firstWords(redis);
    // What is made like this one connects by itself and tries again: BullMQ takes a first connection that is cut for the last.
    redis.options.lazyConnect = false;
  } catch (error) {
    redis.disconnect();
    if (signal?.aborted) throw new GammakitError("aborted", "The connection was called off.", {}, signal.reason);
    if (error instanceof GammakitError) throw error;
    // What is thrown here may only say that the connection is closed; the error before it says why.
    const why = reason ?? hide(wordsOf(error as Error));
    throw new GammakitError("io", `Redis at ${shown} can't be used: ${why.replace(/\.$/, "")}.${hintOf(why)}`, {
      redis: shown,
      reason: why,
    });
  } finally {
    clearTimeout(late);
    signal?.removeEventListener("abort", stop);
  }
  return { redis, reason: () => reason, close: () => redis.disconnect() };
}

function wordsOf(error: Error & { readonly code?: string; readonly errors?: readonly Error[] }): string {
  // Where a name has several addresses, each has an error of its own, and the whole has no words.
  return error.message || error.errors?.map(({ message }) => message).join(", ") || error.code || error.name;
}

/** What helps, with a space before it, where that is known. */
export function hintOf(reason: string): string {
  if (/^OOM/.test(reason)) return " It is full: give it more memory (maxmemory).";
  if (/^READONLY/.test(reason)) return " Name the server that it copies.";
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|no answer/.test(reason))
    return " Is it running, and the address right?";
  if (/WRONGPASS|NOAUTH|without any password/.test(reason))
    return " Give user and password: redis://user:password@host.";
  if (/certificate has expired|not yet valid|altname/i.test(reason))
    return " Renew the server's certificate, or use its name.";
  if (/certificate|self.signed|unable to verify/i.test(reason)) return " Give the authority's certificate as `ca`.";
  if (/wrong version number|ECONNRESET|socket hang up|before secure TLS/i.test(reason))
    return " Does it speak TLS, as rediss:// has it?";
  return "";
}

/** Oldest server that has all commands which are used. */
const oldest = [6, 2] as const;

async function checkServer(redis: Redis): Promise<void> {
  let info: string;
  try {
    info = await redis.info("server");
  } catch (error) {
    // A user who may not ask is not a reason to refuse.
    if (/NOPERM/.test((error as Error).message)) return;
    throw error;
  }
  const [, major, minor] = /redis_version:(\d+)\.(\d+)/.exec(info) ?? [];
  if (major === undefined) return;
  const [needed, least] = oldest;
  if (Number(major) > needed || (Number(major) === needed && Number(minor) >= least)) return;
  throw new GammakitError("unsupported", `Redis ${major}.${minor} is too old: ${needed}.${least} or later is needed.`, {
    version: `${major}.${minor}`,
  });
}
