import { GammakitError, type TaskReply } from "@gammakit/core";
import type { WebAnswer, WebRequest, WorkerRequest } from "../serve/protocol.ts";
import { mostShared } from "../serve/shared-values.ts";
import { platformLocks } from "./locks.ts";

/** The part of a Worker that is used. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): void;
  addEventListener(type: string, listener: (event: Event) => void): void;
}

/** Shared values by name, with their hashes. */
type Shared = Readonly<Record<string, { readonly hash: string; readonly value: unknown }>>;

/** A worker that runs one batch at a time. */
export interface WebWorker {
  readonly dead: boolean;
  run(batch: Omit<WorkerRequest, "shared">, shared: Shared, signal: AbortSignal): Promise<readonly TaskReply[]>;
  end(): void;
}

interface Running {
  readonly id: number;
  readonly resolve: (replies: readonly TaskReply[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a worker and waits for what it says. It is dead after an error that it did not catch, after an abort, and when it has not
 * begun to serve after `patience` [s].
 */
export function createWebWorker(create: () => WorkerLike, patience: number): WebWorker {
  const worker = create();
  const known = new Set<string>();
  let running: Running | undefined;
  let dead = false;
  let count = 0;
  let isReady = false;
  let becomeReady = () => {};
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });
  const die = (error: unknown) => {
    clearTimeout(waiting);
    dead = true;
    worker.terminate();
    running?.reject(error);
    running = undefined;
  };
  const waiting = setTimeout(
    () => die(neverReady(`after ${patience} s it still has not called serveTasks`)),
    1000 * patience,
  );
  worker.addEventListener("message", (event) => {
    const { data } = event as MessageEvent<WebAnswer>;
    if (data.kind === "ready") {
      clearTimeout(waiting);
      isReady = true;
      becomeReady();
      // A page isn't told of a worker that ends by itself; but its lock becomes free.
      const ended = () => die(new Error("the web worker ended"));
      if (data.lock !== undefined)
        platformLocks()
          ?.request(data.lock, ended)
          .catch(() => {});
    } else if (data.id === running?.id) {
      const { resolve, reject } = running;
      running = undefined;
      if (data.kind === "replies") resolve(data.replies);
      else reject(Object.assign(new Error(data.message), { name: "DataCloneError" }));
    }
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    const reason = (event as ErrorEvent).message ?? "its file can't be loaded";
    die(isReady ? new Error(reason) : neverReady(reason));
  });
  return {
    get dead() {
      return dead;
    },
    run(batch, shared, signal) {
      return new Promise<readonly TaskReply[]>((resolve, reject) => {
        const id = ++count;
        const abort = () => die(signal.reason);
        const leave = () => signal.removeEventListener("abort", abort);
        signal.addEventListener("abort", abort, { once: true });
        running = {
          id,
          resolve: (replies) => {
            leave();
            resolve(replies);
          },
          reject: (error) => {
            leave();
            reject(error);
          },
        };
        void ready.then(() => {
          if (running?.id !== id) return;
          const { message, update } = requestOf(id, batch, shared, known);
          try {
            worker.postMessage(message);
            update();
          } catch (error) {
            const { reject: fail } = running;
            running = undefined;
            fail(error);
          }
        });
      });
    },
    end: () => die(new Error("the executor was closed")),
  };
}

function neverReady(reason: string): GammakitError {
  return new GammakitError(
    "unsupported",
    `The web worker can't be started: ${reason}. Its file must be served, and call serveTasks({ … }).`,
    { reason },
  );
}

/** The message, with the shared values that the worker does not know yet; `update` notes that it knows them now. */
function requestOf(
  id: number,
  batch: Omit<WorkerRequest, "shared">,
  shared: Shared,
  known: Set<string>,
): { readonly message: WebRequest; readonly update: () => void } {
  const values = Object.values(shared);
  const hashes = new Set(values.map(({ hash }) => hash));
  const add = Object.fromEntries(values.flatMap(({ hash, value }) => (known.has(hash) ? [] : [[hash, value]])));
  const surplus = known.size + Object.keys(add).length - mostShared;
  const drop = [...known].filter((hash) => !hashes.has(hash)).slice(0, Math.max(0, surplus));
  const references = Object.fromEntries(Object.entries(shared).map(([name, { hash }]) => [name, { hash }]));
  return {
    message: { id, add, drop, request: { ...batch, shared: references } },
    update() {
      for (const hash of drop) known.delete(hash);
      // Those that were needed last come last: they are dropped last.
      for (const hash of hashes) {
        known.delete(hash);
        known.add(hash);
      }
    },
  };
}
