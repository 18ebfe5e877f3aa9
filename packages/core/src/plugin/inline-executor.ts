import { toErrorRecord } from "../contracts/error-record.ts";
import type { MapContext, Task, TaskOutcome } from "../contracts/executor.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import { createRegistry } from "./create-registry.ts";
import { createLanding } from "./landing.ts";
import { createPause } from "./pause.ts";
import { defineExtension, type Registry } from "./registry.ts";

/** What the inline executor is made of. */
export interface InlineExecutorOptions {
  /** What tasks see as `context.registry`; one without plugins where absent. */
  readonly registry?: Registry;
  /** How many tasks wait for their files or servers at once (1). There is one thread, so computing takes no less time. */
  readonly concurrency?: number;
}

/**
 * An executor that runs tasks where it is called, without threads. Inputs are not cloned, so tasks must not write to them.
 * Every task is tried once: what is pure fails again. An abort ends the iteration with the error "aborted".
 */
export const inlineExecutor = defineExtension(
  "executor",
  {
    id: "inline",
    summary: "Runs tasks one after another in the thread it is called from",
    optionHelp: { concurrency: "How many tasks wait for files or servers at once (1)" },
  },
  ({ registry = createRegistry([]), concurrency = 1 }: InlineExecutorOptions = {}) => {
    if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
      throw new GammakitError(
        "invalid-input",
        `The executor "inline": concurrency must be a whole number from 1 on, not ${String(concurrency)}.`,
        { concurrency },
      );
    }
    let closed = false;
    return {
      concurrency,
      map<Input, Output>(task: Task<Input, Output>, inputs: Iterable<Input>, context: MapContext = {}) {
        if (closed) {
          throw new GammakitError("invalid-input", `The executor "inline" is closed. Make another.`);
        }
        return runAll(task, inputs, { context, registry, concurrency });
      },
      close: async () => {
        closed = true;
      },
    };
  },
);

interface Run {
  readonly context: MapContext;
  readonly registry: Registry;
  readonly concurrency: number;
}

async function* runAll<Input, Output>(
  task: Task<Input, Output>,
  inputs: Iterable<Input>,
  { context, registry, concurrency }: Run,
): AsyncGenerator<TaskOutcome<Output>, void, undefined> {
  const { signal, onProgress, shared = {} } = context;
  const total = Array.isArray(inputs) ? inputs.length : undefined;
  const stop = new AbortController();
  const follow = () => stop.abort(signal?.reason);
  signal?.addEventListener("abort", follow, { once: true });
  const landed = createLanding<TaskOutcome<Output>>();
  const run = async (input: Input, index: number): Promise<void> => {
    await pause();
    try {
      const value = await task.run(input, { registry, shared, signal: stop.signal });
      landed.add({ index, attempts: 1, status: "done", value });
    } catch (error) {
      landed.add({ index, attempts: 1, status: "failed", error: toErrorRecord(error) });
    }
  };
  const pause = createPause("once");
  const queue = inputs[Symbol.iterator]();
  let running = 0;
  let started = 0;
  let finished = 0;
  try {
    for (let exhausted = false; ; ) {
      while (!exhausted && running < concurrency && !signal?.aborted) {
        const next = queue.next();
        exhausted = next.done === true;
        if (next.done) break;
        running += 1;
        void run(next.value, started++);
      }
      if (signal?.aborted) throw new GammakitError("aborted", "The tasks were aborted.", { finished }, signal.reason);
      if (running === 0) return;
      const outcome = await landed.next();
      running -= 1;
      if (signal?.aborted || outcome === undefined) continue;
      finished += 1;
      onProgress?.(finished, total);
      yield outcome;
    }
  } finally {
    signal?.removeEventListener("abort", follow);
    stop.abort();
    queue.return?.();
  }
}
