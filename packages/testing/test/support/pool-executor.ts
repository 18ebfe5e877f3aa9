import {
  createRegistry,
  type ErrorRecord,
  type Executor,
  GammakitError,
  isGammakitError,
  type RunContext,
  type Task,
  type TaskOutcome,
} from "@gammakit/core";

/** What an executor may do wrong. */
export type Fault =
  | "forgets the last"
  | "counts from one"
  | "throws when a task does"
  | "keeps errors as they are"
  | "forgets codes"
  | "has no words for undefined"
  | "never tried"
  | "takes all inputs"
  | "keeps the iterator"
  | "runs one more"
  | "gives arrays away"
  | "counts down"
  | "hides errors of inputs"
  | "works when closed"
  | "closes once"
  | "has no registry"
  | "begins in spite of an abort"
  | "ends quietly"
  | "mixes runs"
  | "says nothing";

/** An executor in this thread, with one fault or none. */
export function poolExecutor(fault?: Fault, concurrency = 2): Executor {
  const registry = createRegistry([]);
  let closed = false;
  let shared = 0;
  return {
    id: "test/pool",
    concurrency,
    async *map<Input, Output>(task: Task<Input, Output>, all: Iterable<Input>, context: RunContext = {}) {
      if (closed && fault !== "works when closed") throw new GammakitError("invalid-input", "It is closed.");
      const { signal, onProgress } = context;
      const inputs = (fault === "takes all inputs" ? [...all] : all)[Symbol.iterator]();
      const running = new Map<number, Promise<TaskOutcome<Output>>>();
      const told: TaskOutcome<Output>[] = [];
      const most = fault === "runs one more" ? concurrency + 1 : concurrency;
      let [index, done, isOver] = [0, 0, false];
      if (fault !== "mixes runs") shared = 0;
      const aborted = new Promise<undefined>((resolve) => {
        signal?.addEventListener("abort", () => resolve(undefined), { once: true });
      });
      const start = (input: Input): void => {
        const own = fault === "mixes runs" ? shared++ : index++;
        const seen = fault === "gives arrays away" && input instanceof Float64Array ? give(input) : input;
        running.set(own, attempt(task, seen, own));
      };
      const attempt = async (task: Task<Input, Output>, input: Input, own: number): Promise<TaskOutcome<Output>> => {
        const at = { index: fault === "counts from one" ? own + 1 : own, attempts: fault === "never tried" ? 0 : 1 };
        await new Promise((resolve) => setTimeout(resolve, 0));
        try {
          const given = { ...(fault !== "has no registry" && { registry }), ...(signal && { signal }) };
          return { ...at, status: "done", value: await task.run(input, given as never) };
        } catch (error) {
          if (fault === "throws when a task does") throw error;
          return { ...at, status: "failed", error: recordOf(error, fault) };
        }
      };
      try {
        for (;;) {
          while (!isOver && running.size < most) {
            if (signal?.aborted && fault !== "begins in spite of an abort") break;
            const next = take(inputs, fault);
            isOver = next.done === true;
            if (!next.done) start(next.value);
          }
          if (signal?.aborted && fault !== "begins in spite of an abort") {
            if (fault === "ends quietly") return;
            throw new GammakitError("aborted", "The run was aborted.");
          }
          if (running.size === 0) return;
          const first = await Promise.race([
            aborted,
            ...[...running].map(async ([own, end]) => ({ own, end: await end })),
          ]);
          if (first === undefined) continue;
          running.delete(first.own);
          told.push(first.end);
          done += 1;
          if (fault !== "says nothing") onProgress?.(fault === "counts down" ? 5 - done : done, undefined);
          if (fault === "forgets the last" && isOver && running.size === 0) return;
          yield first.end;
        }
      } finally {
        if (fault !== "keeps the iterator") inputs.return?.();
      }
    },
    close: async () => {
      if (closed && fault === "closes once") throw new Error("It is closed already.");
      closed = true;
    },
  };
}

function take<Input>(inputs: Iterator<Input>, fault: Fault | undefined): IteratorResult<Input, unknown> {
  try {
    return inputs.next();
  } catch (error) {
    if (fault === "hides errors of inputs") return { done: true, value: undefined };
    throw error;
  }
}

function give<T>(numbers: T & Float64Array): T {
  return structuredClone(numbers, { transfer: [numbers.buffer as ArrayBuffer] });
}

function recordOf(error: unknown, fault: Fault | undefined): ErrorRecord {
  if (fault === "keeps errors as they are") return error as ErrorRecord;
  if (isGammakitError(error) && fault !== "forgets codes") {
    return { code: error.code, message: error.message, details: error.details };
  }
  if (fault === "has no words for undefined") return { code: "task-failed", message: (error as Error)?.message ?? "" };
  return { code: "task-failed", message: error instanceof Error ? error.message : String(error) };
}
