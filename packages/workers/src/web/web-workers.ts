import {
  defineExtension,
  type Executor,
  type Extension,
  GammakitError,
  poolExecutor,
  type TaskPool,
  type TaskReply,
} from "@gammakit/core";
import { checkOptions } from "../check-options.ts";
import { contentHash } from "./content-hash.ts";
import { createWebWorker, type WebWorker, type WorkerLike } from "./web-worker.ts";

/** How web workers are made. */
export interface WebWorkersOptions {
  /**
   * Makes one: `() => new Worker(new URL("./worker.js", import.meta.url), { type: "module" })`, written out so that bundlers see it.
   * Its file is `export default serveTasks({ … })`.
   */
  readonly create: () => WorkerLike;
  /** How many (as many as the machine runs at once). */
  readonly workers?: number;
  /** Addresses of modules whose plugins the tasks need. */
  readonly plugins?: readonly (string | URL)[];
  /** How many workers may be lost on one input before it counts as failed (3). */
  readonly maxAttempts?: number;
  /** How long a worker's file may take until it calls serveTasks [s] (60): one that never does can't be told from one that loads. */
  readonly patience?: number;
}

/**
 * Runs tasks on web workers. They start with the first tasks; `close()` ends them. One that dies takes no result with it: its tasks run
 * again on another. Throws "invalid-input" for options that make no sense.
 */
export const webWorkers: Extension<"executor", [options: WebWorkersOptions], Executor> = defineExtension(
  "executor",
  { id: "web-workers", summary: "Runs tasks on web workers, in browsers" },
  (options: WebWorkersOptions) => {
    checkOptions("web-workers", options, ["create", "workers", "plugins", "maxAttempts", "patience"]);
    const { create, workers = coreCount(), plugins = [], maxAttempts, patience = 60 } = options;
    if (typeof create !== "function") {
      throw new GammakitError(
        "invalid-input",
        'The executor "web-workers" needs create, a function that makes a worker: () => new Worker(url, { type: "module" }).',
      );
    }
    if (!(typeof patience === "number" && patience > 0 && patience <= 86_400)) {
      throw new GammakitError(
        "invalid-input",
        `The executor "web-workers": patience must be a number of seconds above 0, at most 86400, not ${String(patience)}.`,
        { patience },
      );
    }
    return poolExecutor(
      webPool(() => createWebWorker(create, patience), workers, plugins.map(String)),
      {
        name: "web-workers",
        ...(maxAttempts !== undefined && { maxAttempts }),
      },
    );
  },
);

function coreCount(): number {
  return (
    (globalThis as { readonly navigator?: { readonly hardwareConcurrency?: number } }).navigator?.hardwareConcurrency ??
    2
  );
}

interface Waiting {
  readonly start: (worker: WebWorker) => void;
  readonly fail: (error: unknown) => void;
}

/** The shared values of a call, by name, with their hashes. */
type Shared = Readonly<Record<string, { readonly hash: string; readonly value: unknown }>>;

function webPool(create: () => WebWorker, concurrency: number, plugins: readonly string[]): TaskPool<Shared> {
  const idle: WebWorker[] = [];
  const all = new Set<WebWorker>();
  const queue: Waiting[] = [];
  const hire = (): WebWorker | undefined => {
    for (let free = idle.pop(); free !== undefined; free = idle.pop()) {
      if (!free.dead) return free;
      // It died while it had nothing to do.
      all.delete(free);
    }
    if (all.size >= concurrency) return undefined;
    const made = create();
    all.add(made);
    return made;
  };
  const release = (worker: WebWorker) => {
    if (worker.dead) all.delete(worker);
    else idle.push(worker);
    next();
  };
  const next = () => {
    if (queue.length === 0) return;
    try {
      const worker = hire();
      if (worker !== undefined) queue.shift()?.start(worker);
    } catch (error) {
      queue.shift()?.fail(error);
    }
  };
  return {
    concurrency,
    share: (values) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { hash: contentHash(value), value }])),
    run: (batch, shared, signal) =>
      new Promise<readonly TaskReply[]>((resolve, reject) => {
        const waiting: Waiting = {
          fail(error) {
            signal.removeEventListener("abort", leave);
            reject(error);
          },
          start(worker) {
            signal.removeEventListener("abort", leave);
            worker
              .run({ ...batch, plugins }, shared, signal)
              .then(resolve, reject)
              .finally(() => release(worker));
          },
        };
        const leave = () => {
          queue.splice(queue.indexOf(waiting), 1);
          reject(signal.reason);
        };
        if (signal.aborted) return reject(signal.reason);
        signal.addEventListener("abort", leave, { once: true });
        queue.push(waiting);
        next();
      }),
    close: async () => {
      for (const worker of all) worker.end();
      all.clear();
      idle.length = 0;
    },
  };
}
