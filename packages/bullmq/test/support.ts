import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bundled } from "@gammakit-tools/vitest/bundle";
import { startRedis, type TestRedis } from "@gammakit-tools/vitest/redis";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { QueueWorkerOptions } from "../src/index.ts";

/** The module that the threads of the tests run. */
export const taskWorker = (): Promise<URL> => bundled(new URL("./fixtures/task-worker.ts", import.meta.url));

/** A worker in a process of its own. */
export interface JoinedWorker {
  readonly child: ChildProcess;
  /** What it has said. */
  said(): string;
  kill(): Promise<void>;
}

let program: Promise<URL> | undefined;

/** Starts a worker as another machine would, and waits until it has joined. */
export async function joinWorker(options: QueueWorkerOptions): Promise<JoinedWorker> {
  const source = new URL("./fixtures/joined-worker.ts", import.meta.url);
  program ??= bundled(source, ["bullmq", "ioredis"]);
  const args = [fileURLToPath(await program), JSON.stringify(options)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (more: string) => {
        text += more;
        if (text.includes("joined")) resolve();
      });
    }
    child.once("exit", (code) => reject(new Error(`The worker ended with ${code}: ${text}`)));
  });
  return {
    child,
    said: () => text,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Keys that are left at a Redis. */
export async function keysAt(url: string): Promise<readonly string[]> {
  const redis = new Redis(url);
  try {
    return (await redis.keys("*")).sort();
  } finally {
    redis.disconnect();
  }
}

/** Waits until `found` gives something. */
export async function eventually<T>(found: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 300; i++) {
    const value = await found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("It did not come.");
}

/** What can be closed. */
interface Closable {
  close(): Promise<void>;
}

/** Closes what a test has opened. */
export interface Closing {
  add<T extends Closable>(made: T): T;
  /** It is closed before the others. */
  first<T extends Closable>(made: T): T;
  all(): Promise<void>;
}

/** Nothing is open yet. */
export function closing(): Closing {
  const open: Closable[] = [];
  return {
    add(made) {
      open.push(made);
      return made;
    },
    first(made) {
      open.unshift(made);
      return made;
    },
    async all() {
      for (const made of open.splice(0)) await made.close();
    },
  };
}

/** What the tests of a group share. */
export interface Shared {
  /** There while tests run. */
  readonly redis: TestRedis;
  /** The module that threads run. */
  readonly worker: URL;
  /** Is closed after each test. */
  readonly open: Closing;
}

/** A Redis for all tests of a group, which it is called in. */
export function sharedRedis(): Shared {
  const open = closing();
  let made: Omit<Shared, "open"> | undefined;
  const there = () => {
    if (made === undefined) throw new Error("Redis is there while tests run, not before.");
    return made;
  };
  beforeAll(async () => {
    const [redis, worker] = await Promise.all([startRedis(), taskWorker()]);
    made = { redis, worker };
  });
  afterEach(() => open.all());
  afterAll(() => made?.redis.stop());
  return {
    get redis() {
      return there().redis;
    },
    get worker() {
      return there().worker;
    },
    open,
  };
}
