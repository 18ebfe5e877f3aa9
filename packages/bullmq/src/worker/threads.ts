import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { GammakitError } from "@gammakit/core";

/** What a thread is asked. */
export interface ThreadRequest {
  readonly module: string;
  readonly export: string;
  /** The inputs as Node's `v8.serialize` has them. */
  readonly inputs: Uint8Array;
  readonly shared: Readonly<Record<string, { readonly hash: string; readonly bytes: SharedArrayBuffer }>>;
  readonly plugins: readonly string[];
}

/** What became of it. */
type ThreadAnswer =
  /** The replies, serialized. */
  | { readonly kind: "replies"; readonly bytes: Uint8Array }
  | { readonly kind: "uncloneable"; readonly message: string }
  /** The thread ended. */
  | { readonly kind: "lost"; readonly reason: string }
  /** It never began. */
  | { readonly kind: "broken"; readonly reason: string }
  /** It has loaded what is not as it was. */
  | { readonly kind: "changed"; readonly error: GammakitError }
  | { readonly kind: "stopped" };

/** Threads that take one batch each. */
export interface Threads {
  /** Never rejects. An abort ends the thread. */
  run(request: ThreadRequest, signal: AbortSignal): Promise<ThreadAnswer>;
  close(): Promise<void>;
}

/**
 * What a thread runs: it imports the worker's module and passes batches to its function. As text, so that it needs no file of its own
 * where all of a program is one file.
 */
const program = `
const { parentPort, workerData } = require("node:worker_threads");
const { deserialize, serialize } = require("node:v8");
const copy = (bytes) => Uint8Array.prototype.slice.call(bytes);
import(workerData).then(({ default: serve }) => {
  if (typeof serve !== "function") throw new TypeError("it has no function as default export");
  parentPort.on("message", async ({ inputs, ...request }) => {
    const replies = await serve({ ...request, inputs: deserialize(inputs) });
    try {
      const bytes = copy(serialize(replies));
      parentPort.postMessage({ kind: "replies", bytes }, [bytes.buffer]);
    } catch (error) {
      parentPort.postMessage({ kind: "uncloneable", message: error.message });
    }
  });
  parentPort.postMessage({ kind: "ready" });
});
`;

/** A thread, and what it does. */
interface Thread {
  readonly worker: Worker;
  ready: boolean;
  /** Whether what it has loaded is known to be right. */
  checked: boolean;
  answer?: (answer: ThreadAnswer) => void;
}

/**
 * `count` threads that run the module at `address`. They begin as they are needed. `check` throws a GammakitError where what a thread
 * has loaded for its first batch is not what it should be.
 */
export function createThreads(address: string | URL, count: number, check: () => Promise<void>): Threads {
  const path = pathOf(address);
  const idle: Thread[] = [];
  const all = new Set<Thread>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  const start = (): Thread => {
    const worker = new Worker(program, { eval: true, workerData: path });
    const thread: Thread = { worker, ready: false, checked: false };
    let reason: string | undefined;
    all.add(thread);
    worker.on("message", (message: ThreadAnswer | { readonly kind: "ready" }) => {
      if (message.kind === "ready") thread.ready = true;
      else thread.answer?.(message);
    });
    worker.on("error", (error) => {
      reason = error.message;
    });
    worker.on("exit", (code) => {
      all.delete(thread);
      const at = idle.indexOf(thread);
      if (at >= 0) idle.splice(at, 1);
      const kind = thread.ready ? "lost" : "broken";
      thread.answer?.({ kind, reason: reason ?? `its thread ended with code ${code}` });
    });
    return thread;
  };

  /** Waits for a place, and tells whether there is one: not where the batch was stopped before. */
  const place = (signal: AbortSignal): Promise<boolean> => {
    if (signal.aborted) return Promise.resolve(false);
    if (busy < count) {
      busy += 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const stop = () => {
        waiting.splice(waiting.indexOf(turn), 1);
        resolve(false);
      };
      const turn = () => {
        signal.removeEventListener("abort", stop);
        resolve(true);
      };
      waiting.push(turn);
      signal.addEventListener("abort", stop, { once: true });
    });
  };
  /** Hands the place on. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  };

  return {
    async run(request, signal) {
      if (!(await place(signal))) return { kind: "stopped" };
      const thread = idle.pop() ?? start();
      let aborted = () => {};
      const given = await new Promise<ThreadAnswer>((resolve) => {
        thread.answer = resolve;
        aborted = () => resolve({ kind: "stopped" });
        if (signal.aborted) aborted();
        signal.addEventListener("abort", aborted, { once: true });
        thread.worker.postMessage(request);
      });
      signal.removeEventListener("abort", aborted);
      delete thread.answer;
      const answer = thread.checked || !isReply(given) ? given : await checkedBy(check, given);
      thread.checked = true;
      if (answer.kind === "stopped" || answer.kind === "changed") await thread.worker.terminate();
      // It may have ended while it was checked.
      else if (isReply(answer) && all.has(thread)) idle.push(thread);
      leave();
      return answer;
    },
    async close() {
      await Promise.all([...all].map(({ worker }) => worker.terminate()));
    },
  };
}

function isReply({ kind }: ThreadAnswer): boolean {
  return kind === "replies" || kind === "uncloneable";
}

async function checkedBy(check: () => Promise<void>, answer: ThreadAnswer): Promise<ThreadAnswer> {
  try {
    await check();
    return answer;
  } catch (error) {
    return { kind: "changed", error: error as GammakitError };
  }
}

function pathOf(address: string | URL): string {
  try {
    fileURLToPath(address);
    return String(address);
  } catch (error) {
    const example = 'new URL("./worker.js", import.meta.url)';
    throw new GammakitError(
      "invalid-input",
      `worker must be the address of a file, such as ${example}, not ${String(address)}.`,
      { worker: String(address) },
      error,
    );
  }
}
