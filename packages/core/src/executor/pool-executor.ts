import { toErrorRecord } from "../contracts/error-record.ts";
import type { ErrorRecord, Executor, MapContext, Task, TaskOutcome } from "../contracts/executor.ts";
import { GammakitError, isGammakitError } from "../errors/gammakit-error.ts";
import { createLanding } from "../plugin/landing.ts";
import { type BatchSize, createBatchSize } from "./batch-size.ts";
import type { TaskPool, TaskReply } from "./pool.ts";
import { summarizeInput } from "./summarize-input.ts";

/** How a pool is used. */
export interface PoolExecutorOptions {
  /** What messages call it. */
  readonly name: string;
  /** How many workers may be lost on one input before it counts as failed (3). */
  readonly maxAttempts?: number;
}

/**
 * An executor on top of a pool: takes inputs as there is room for them, sends small tasks together, tries again what was lost with its
 * worker, each input alone from then on, and gives up on one that costs `maxAttempts` workers, with its index and a summary of it.
 * What throws is not tried again: tasks are pure. For authors of executors; the rest is `defineExtension("executor", …)`.
 * Throws "invalid-input" for a `maxAttempts` or a concurrency that is none.
 */
export function poolExecutor<Shared>(
  pool: TaskPool<Shared>,
  { name, maxAttempts = 3 }: PoolExecutorOptions,
): Omit<Executor, "id"> {
  checkCount(name, "maxAttempts", maxAttempts);
  checkCount(name, "workers", pool.concurrency);
  let closing: Promise<void> | undefined;
  const running = new Set<AbortController>();
  return {
    concurrency: pool.concurrency,
    map<Input, Output>(task: Task<Input, Output>, inputs: Iterable<Input>, context: MapContext = {}) {
      if (closing) throw new GammakitError("invalid-input", `The executor "${name}" is closed. Make another.`);
      return runAll(pool, task, inputs, { context, name, maxAttempts, running, isClosed: () => closing !== undefined });
    },
    close() {
      for (const stop of running) stop.abort(closedError(name));
      closing ??= pool.close();
      return closing;
    },
  };
}

function checkCount(name: string, option: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new GammakitError(
    "invalid-input",
    `The executor "${name}": ${option} must be a whole number from 1 on, not ${String(value)}.`,
    { [option]: value },
  );
}

interface Run extends Required<PoolExecutorOptions> {
  readonly context: MapContext;
  readonly running: Set<AbortController>;
  /** Whether the executor was closed, as it may be before the first outcome is asked for. */
  readonly isClosed: () => boolean;
}

/** An input on its way, and the workers it was given to so far. */
interface Pending {
  readonly index: number;
  readonly input: unknown;
  readonly attempts: number;
}

/** A batch that has come back. */
interface Returned {
  readonly sent: readonly Pending[];
  readonly replies?: readonly TaskReply[];
  /** Why there are no replies. */
  readonly lost?: unknown;
}

async function* runAll<Shared, Input, Output>(
  pool: TaskPool<Shared>,
  task: Task<Input, Output>,
  inputs: Iterable<Input>,
  { context, name, maxAttempts, running, isClosed }: Run,
): AsyncGenerator<TaskOutcome<Output>, void, undefined> {
  const { signal, onProgress, shared: values = {} } = context;
  const total = Array.isArray(inputs) ? inputs.length : undefined;
  const stop = new AbortController();
  const follow = () => stop.abort(signal?.reason);
  if (signal?.aborted) follow();
  if (isClosed()) stop.abort(closedError(name));
  signal?.addEventListener("abort", follow, { once: true });
  running.add(stop);
  const size = createBatchSize();
  const queue = createQueue(inputs, size);
  const landed = createLanding<Returned>(stop.signal);
  let flying = 0;
  let finished = 0;
  try {
    const shared = stop.signal.aborted ? undefined : await pool.share(values);
    const send = (sent: readonly Pending[]) => {
      const batch = { module: task.module, export: task.export, inputs: sent.map(({ input }) => input) };
      const begun = performance.now();
      flying += 1;
      pool.run(batch, shared as Shared, stop.signal).then(
        (replies) => {
          const elapsed = performance.now() - begun;
          const { time = elapsed / waiting } = replies;
          size.learn(sent.length, time, elapsed - waiting * time);
          landed.add({ sent, replies });
        },
        (lost: unknown) => landed.add({ sent, lost }),
      );
    };
    for (;;) {
      while (flying < waiting * pool.concurrency && !stop.signal.aborted) {
        const batch = queue.next();
        if (batch.length === 0) break;
        send(batch);
      }
      if (stop.signal.aborted) throw abortedError(stop.signal.reason, finished);
      if (flying === 0) return;
      const returned = await landed.next();
      if (returned === undefined) continue;
      flying -= 1;
      // A pool that can't work at all says so with an error of its own.
      if (isGammakitError(returned.lost)) throw returned.lost;
      for (const outcome of settle<Output>(returned, { task, name, maxAttempts, retry: queue.retry })) {
        finished += 1;
        onProgress?.(finished, total);
        yield outcome;
        if (stop.signal.aborted) break;
      }
    }
  } finally {
    signal?.removeEventListener("abort", follow);
    running.delete(stop);
    stop.abort(new GammakitError("aborted", "The rest of the tasks is not wanted any more."));
    queue.close();
  }
}

/** Batches that are sent for each worker: one to work on, one to go on with. */
const waiting = 2;

function closedError(name: string): GammakitError {
  return new GammakitError("aborted", `The executor "${name}" was closed.`);
}

function abortedError(reason: unknown, finished: number): GammakitError {
  return new GammakitError("aborted", "The tasks were aborted.", { finished }, reason);
}

/** Inputs in batches; those that were lost come first, each alone. */
function createQueue(inputs: Iterable<unknown>, size: BatchSize) {
  const iterator = inputs[Symbol.iterator]();
  const again: Pending[] = [];
  let count = 0;
  let exhausted = false;
  return {
    next(): readonly Pending[] {
      const lost = again.shift();
      if (lost !== undefined) return [lost];
      const batch: Pending[] = [];
      while (!exhausted && batch.length < size.current()) {
        const next = iterator.next();
        exhausted = next.done === true;
        if (!next.done) batch.push({ index: count++, input: next.value, attempts: 0 });
      }
      return batch;
    },
    retry: (pending: Pending) => void again.push(pending),
    close: () => {
      if (!exhausted) iterator.return?.();
    },
  };
}

interface Settling {
  readonly task: Pick<Task<never, unknown>, "module" | "export">;
  readonly name: string;
  readonly maxAttempts: number;
  readonly retry: (pending: Pending) => void;
}

/** The outcomes of a batch. What was lost and may be tried again has none. */
function settle<Output>(
  { sent, replies, lost }: Returned,
  { task, name, maxAttempts, retry }: Settling,
): readonly TaskOutcome<Output>[] {
  if (replies !== undefined) {
    return sent.map(({ index, attempts }, k): TaskOutcome<Output> => {
      const reply = replies[k];
      return reply.status === "done"
        ? { index, attempts: attempts + 1, status: "done", value: reply.value as Output }
        : { index, attempts: attempts + 1, status: "failed", error: reply.error };
    });
  }
  const uncloneable = (lost as Error | undefined)?.name === "DataCloneError";
  return sent.flatMap((pending): readonly TaskOutcome<Output>[] => {
    // What one input of a batch did is not the attempt of another.
    const attempts = pending.attempts + (uncloneable && sent.length > 1 ? 0 : 1);
    const final = uncloneable ? sent.length === 1 : attempts >= maxAttempts;
    if (!final) {
      retry({ ...pending, attempts });
      return [];
    }
    const head = { index: pending.index, attempts, status: "failed" } as const;
    if (uncloneable) return [{ ...head, error: uncloneableError(task, pending, lost as Error) }];
    return [{ ...head, lost: true, error: poisonError(task, { ...pending, attempts }, name, lost) }];
  });
}

function poisonError(
  task: Settling["task"],
  { index, input, attempts }: Pending,
  executor: string,
  lost: unknown,
): ErrorRecord {
  const times = attempts === 1 ? "once" : `${attempts} times`;
  const summary = summarizeInput(input);
  const { message, details } = toErrorRecord(lost);
  return {
    code: "task-failed",
    message: `${task.export} of ${task.module}: its worker was lost ${times} with input ${index}, ${summary}. The last time: ${message.replace(/\.$/, "")}. Run that input alone with the executor "inline" to see more.`,
    details: { index, attempts, input: summary, executor, reason: message, ...(details as object | undefined) },
  };
}

function uncloneableError(task: Settling["task"], { index, input }: Pending, { message }: Error): ErrorRecord {
  const summary = summarizeInput(input);
  return {
    code: "invalid-input",
    message: `${task.export} of ${task.module}: input ${index} or its result can't be sent between workers: ${message.replace(/\.$/, "")}. Tasks take and give plain data; models travel as records.`,
    details: { index, input: summary },
  };
}
