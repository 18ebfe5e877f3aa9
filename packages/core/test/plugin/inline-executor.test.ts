import { describe, expect, test } from "vitest";
import {
  corePlugin,
  createRegistry,
  type ExtensionPoints,
  GammakitError,
  inlineExecutor,
  type Task,
  type TaskContext,
  type TaskOutcome,
} from "../../src/index.ts";

const taskOf = <Input, Output>(
  run: (input: Input, context: TaskContext) => Output | Promise<Output>,
): Task<Input, Output> => ({ module: import.meta.url, export: "task", run });

async function collect<Output>(outcomes: AsyncIterable<TaskOutcome<Output>>): Promise<TaskOutcome<Output>[]> {
  const all: TaskOutcome<Output>[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all;
}

const square = taskOf((x: number) => x * x);

describe("the inline executor", () => {
  test("gives one outcome per input, in order where one runs at a time", async () => {
    expect(await collect(inlineExecutor().map(square, [1, 2, 3]))).toEqual([
      { index: 0, attempts: 1, status: "done", value: 1 },
      { index: 1, attempts: 1, status: "done", value: 4 },
      { index: 2, attempts: 1, status: "done", value: 9 },
    ]);
    expect(await collect(inlineExecutor().map(square, []))).toEqual([]);
  });

  test("a task that throws fails alone", async () => {
    const fragile = taskOf((x: number) => {
      if (x === 1) throw new GammakitError("invalid-input", "One is refused.", { x });
      if (x === 2) throw new TypeError("two");
      return x;
    });
    const outcomes = await collect(inlineExecutor().map(fragile, [0, 1, 2, 3]));
    expect(outcomes.map(({ status }) => status)).toEqual(["done", "failed", "failed", "done"]);
    expect(outcomes[1]).toMatchObject({
      error: { code: "invalid-input", message: "One is refused.", details: { x: 1 } },
    });
    expect(outcomes[2]).toMatchObject({ error: { code: "task-failed", message: "two" } });
  });

  test("runs as many at once as it may, and hands over what finishes first", async () => {
    let running = 0;
    let most = 0;
    let release = () => {};
    const lastIsDone = new Promise<void>((resolve) => {
      release = resolve;
    });
    const wait = taskOf(async (x: number) => {
      most = Math.max(most, ++running);
      if (x === 0) await lastIsDone;
      if (x === 2) release();
      running -= 1;
      return x;
    });
    const outcomes = await collect(inlineExecutor({ concurrency: 2 }).map(wait, [0, 1, 2]));
    expect(most).toBe(2);
    expect(outcomes.map(({ index }) => index)).toEqual([1, 2, 0]);
  });

  test("takes inputs as tasks begin, and closes their iterator when the consumer leaves", async () => {
    const taken: number[] = [];
    let closed = false;
    function* inputs() {
      try {
        for (let i = 0; ; i++) {
          taken.push(i);
          yield i;
        }
      } finally {
        closed = true;
      }
    }
    for await (const outcome of inlineExecutor().map(square, inputs())) if (outcome.index === 2) break;
    expect(taken).toEqual([0, 1, 2]);
    expect(closed).toBe(true);
  });

  test("tells progress, with the total where the inputs are an array", async () => {
    const seen: [number, number | undefined][] = [];
    const onProgress = (done: number, total: number | undefined) => seen.push([done, total]);
    await collect(inlineExecutor().map(square, [1, 2], { onProgress }));
    await collect(inlineExecutor().map(square, new Set([1]), { onProgress }));
    expect(seen).toEqual([
      [1, 2],
      [2, 2],
      [1, undefined],
    ]);
  });

  test("an abort reaches the running task and ends the iteration", async () => {
    const abort = new AbortController();
    let told: unknown;
    const endless = taskOf(
      (_: number, { signal }) =>
        new Promise<number>((_resolve, reject) => {
          signal?.addEventListener("abort", () => {
            told = signal.reason;
            reject(signal.reason);
          });
          abort.abort("enough");
        }),
    );
    await expect(collect(inlineExecutor().map(endless, [1, 2], { signal: abort.signal }))).rejects.toMatchObject({
      code: "aborted",
      cause: "enough",
    });
    expect(told).toBe("enough");
    await expect(collect(inlineExecutor().map(square, [1], { signal: abort.signal }))).rejects.toMatchObject({
      code: "aborted",
    });
  });

  test("tasks see the registry it was made with", async () => {
    const registry = createRegistry([corePlugin]);
    const names = taskOf((kind: keyof ExtensionPoints, context) => context.registry.list(kind).map(({ id }) => id));
    const executor = registry.create("executor", "inline", { registry });
    expect(await collect(executor.map(names, ["executor", "prior"]))).toMatchObject([
      { value: ["inline"] },
      { value: [] },
    ]);
  });

  test("refuses work after it was closed, and a concurrency below one", async () => {
    const executor = inlineExecutor();
    await executor.close();
    await executor.close();
    expect(() => executor.map(square, [1])).toThrow("closed");
    expect(() => inlineExecutor({ concurrency: 0 })).toThrow("whole number");
  });
});
