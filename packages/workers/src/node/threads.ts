import { setMaxListeners } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import {
  defineExtension,
  type Executor,
  type Extension,
  GammakitError,
  poolExecutor,
  type TaskPool,
  type TaskReply,
} from "@gammakit/core";
import { Piscina } from "piscina";
import { checkOptions } from "../check-options.ts";
import type { SharedReference, WorkerRequest } from "../serve/protocol.ts";
import { shareBytes } from "./share-bytes.ts";

/** How threads are made. */
export interface ThreadsOptions {
  /** How many (as many as the machine runs at once). */
  readonly workers?: number;
  /**
   * Address of the module that each thread runs, `export default serveTasks({ … })`; by default one that knows no plugins and
   * imports tasks by the names of their modules.
   */
  readonly worker?: string | URL;
  /** Addresses of modules whose plugins the tasks need, such as that of gammakit.config.mjs. */
  readonly plugins?: readonly (string | URL)[];
  /** How many threads may be lost on one input before it counts as failed (3). */
  readonly maxAttempts?: number;
}

/**
 * Runs tasks on threads of this process. They start with the first task; `close()` ends them. One that dies takes no result with it:
 * its tasks run again on another. Throws "invalid-input" for options that make no sense.
 */
export const threads: Extension<"executor", [options?: ThreadsOptions], Executor> = defineExtension(
  "executor",
  { id: "threads", summary: "Runs tasks on threads of this process, in Node" },
  (options: ThreadsOptions = {}) => {
    checkOptions("threads", options, ["workers", "worker", "plugins", "maxAttempts"]);
    const { workers = availableParallelism(), maxAttempts } = options;
    return poolExecutor(threadPool({ ...options, workers }), {
      name: "threads",
      ...(maxAttempts !== undefined && { maxAttempts }),
    });
  },
);

type Shared = Readonly<Record<string, SharedReference>>;

function threadPool({
  workers,
  worker = new URL("./node-server.js", import.meta.url),
  plugins = [],
}: ThreadsOptions & { readonly workers: number }): TaskPool<Shared> {
  let started: Threads | undefined;
  return {
    concurrency: workers,
    share: shareBytes,
    run(batch, shared, signal) {
      started ??= startThreads(worker, workers);
      return started.run({ ...batch, shared, plugins: plugins.map(String) }, signal);
    },
    close: async () => {
      await started?.close();
    },
  };
}

interface Threads {
  run(request: WorkerRequest, signal: AbortSignal): Promise<readonly TaskReply[]>;
  close(): Promise<void>;
}

/** Threads that never came up leave the pool waiting for ever: what waits is told then. */
function startThreads(worker: string | URL, workers: number): Threads {
  const waiting = new Set<(error: GammakitError) => void>();
  let broken: GammakitError | undefined;
  const breakDown = (reason: string) => {
    broken ??= new GammakitError("unsupported", `The threads of ${String(worker)} can't be started: ${reason}.`, {
      worker: String(worker),
      reason,
    });
    for (const fail of waiting) fail(broken);
  };
  const pool = new Piscina({
    filename: toImport(pathOf(worker)),
    minThreads: workers,
    maxThreads: workers,
    maxQueue: Number.POSITIVE_INFINITY,
    recordTiming: false,
    trackUnmanagedFds: false,
  });
  let closing = false;
  pool.on("error", ({ message }: Error) => {
    // The reply to a batch that was called off just then: the thread that sent it is being ended.
    if (!message.startsWith("Unexpected message from Worker")) breakDown(message.replace(/\.$/, ""));
  });
  pool.on("workerDestroy", () => {
    // The pool replaces a thread as it takes it out, unless none of them begins.
    queueMicrotask(() => {
      if (!closing && pool.threads.length === 0) breakDown("they end while they begin");
    });
  });
  return {
    async run(request, signal) {
      if (broken) throw broken;
      // As many batches listen as are on their way: Node would warn of more than ten.
      setMaxListeners(0, signal);
      return new Promise<readonly TaskReply[]>((resolve, reject) => {
        waiting.add(reject);
        const settled = () => waiting.delete(reject);
        const fail = (error: unknown) => reject(isTold(error) ? error : uncloneable());
        (pool.run(request, { signal }) as Promise<readonly TaskReply[]>).then(resolve, fail).finally(settled);
      });
    },
    async close() {
      closing = true;
      await pool.destroy();
    },
  };
}

/**
 * A path by which the pool imports a module. It would try `require` first, and where a thread is ended while that loads an ES module,
 * Node 20 ends the whole process. `require` takes what ends like this for a folder, and does not find it.
 */
function toImport(path: string): string {
  return `${path}/.`;
}

/**
 * What a thread says of replies that can't be sent loses its name and its words on the way: Node 20 makes an empty object of it, later
 * ones an error without a message. Those of lost threads have one.
 */
function isTold(error: unknown): error is Error {
  return error instanceof Error && error.message !== "";
}

function uncloneable(): Error {
  return Object.assign(new Error("it is no plain data"), { name: "DataCloneError" });
}

function pathOf(worker: string | URL): string {
  try {
    return fileURLToPath(worker);
  } catch (error) {
    const example = 'new URL("./worker.js", import.meta.url)';
    throw new GammakitError(
      "invalid-input",
      `worker must be the address of a file, such as ${example}, not ${String(worker)}.`,
      { worker: String(worker) },
      error,
    );
  }
}
