import { GammakitError, type Task, type TaskContext } from "@gammakit/core";

/** A task that is a function too, so that it is found under its name either way. */
export type CallableTask<Input, Output> = Task<Input, Output> & Task<Input, Output>["run"];

function taskOf<Input, Output>(name: string, run: Task<Input, Output>["run"]): CallableTask<Input, Output> {
  const task = (input: Input, context: TaskContext) => run(input, context);
  return Object.assign(task, { module: "@gammakit/testing", export: name, run });
}

/** What `waitTask` is to do. */
export interface WaitInput {
  /** [ms] */
  readonly time: number;
  readonly value: number;
}

/** When something ran [ms since 1970]. */
export interface WaitOutput {
  readonly value: number;
  readonly start: number;
  readonly stop: number;
}

/** What `failTask` is to do. */
export interface FailInput {
  readonly how: "not" | "gammakit-error" | "error" | "text" | "undefined" | "null" | "object" | "later";
  readonly value: number;
}

/** The square of its input. A task of `executorConformance`. */
export const squareTask: CallableTask<number, number> = taskOf("squareTask", (x) => x * x);

/** Its input after a while, with the times at which it began and ended. A task of `executorConformance`. */
export const waitTask: CallableTask<WaitInput, WaitOutput> = taskOf("waitTask", async ({ time, value }) => {
  const start = now();
  await new Promise((resolve) => setTimeout(resolve, time));
  return { value, start, stop: now() };
});

/** Its input, or what it is told to throw. A task of `executorConformance`. */
export const failTask: CallableTask<FailInput, number> = taskOf("failTask", async ({ how, value }) => {
  if (how === "later") await new Promise((resolve) => setTimeout(resolve, 1));
  switch (how) {
    case "not":
      return value;
    case "gammakit-error":
      throw new GammakitError("unsupported", `The value ${value} is not for this task.`, { value, unit: "TeV" });
    case "text":
      throw `the text ${value}`;
    case "undefined":
      throw undefined;
    case "null":
      throw null;
    case "object":
      throw { value };
    default:
      throw new RangeError(`the error ${value}`);
  }
});

/** Twice every number of a typed array. A task of `executorConformance`. */
export const arrayTask: CallableTask<Float64Array, Float64Array> = taskOf("arrayTask", (numbers) =>
  numbers.map((value) => 2 * value),
);

/** Ids of the extensions of a kind that the task's registry has. A task of `executorConformance`. */
export const registryTask: CallableTask<"optimizer" | "executor", readonly string[]> = taskOf(
  "registryTask",
  (kind, { registry }) => registry.list(kind).map(({ id }) => id),
);

/** Ends when its signal is aborted; after 20 seconds it gives up. A task of `executorConformance`. */
export const endlessTask: CallableTask<number, number> = taskOf(
  "endlessTask",
  (value, { signal }) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(value), 20_000);
      const stop = () => {
        clearTimeout(timer);
        reject(new GammakitError("aborted", "The task was told to stop."));
      };
      if (signal?.aborted) stop();
      else signal?.addEventListener("abort", stop, { once: true });
    }),
);

/** A function, which cannot be cloned. A task of `executorConformance`. */
export const functionTask: CallableTask<number, unknown> = taskOf("functionTask", (value) =>
  value === 1 ? () => value : value,
);

/** Its input, but for 1: then the worker that runs it ends. A task of `executorConformance`, for executors with workers. */
export const crashTask: CallableTask<number, number> = taskOf("crashTask", async (value) => {
  if (value !== 1) return value;
  const { process, close } = globalThis as { process?: { exit(code: number): void }; close?: () => void };
  if (process === undefined) close?.();
  else process.exit(7);
  // Where it is not ended, it does not come back.
  return new Promise<number>(() => {});
});

/** Milliseconds since 1970, the same clock in all threads. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
