import { type Executor, inlineExecutor } from "@gammakit/core";
import { bundled, moduleOf } from "@gammakit-tools/vitest/bundle";
import { collect, valuesOf } from "@gammakit-tools/vitest/outcomes";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { type ThreadsOptions, threads, threadsPlugin } from "../src/node/index.ts";
import {
  deadly,
  endless,
  fragile,
  named,
  onceDeadly,
  pick,
  plugins,
  square,
  uncloneable,
  wave,
} from "./fixtures/tasks.ts";

let worker: URL;
const open: Executor[] = [];

beforeAll(async () => {
  worker = await bundled(new URL("./fixtures/worker.ts", import.meta.url));
});

afterEach(async () => {
  for (const executor of open.splice(0)) await executor.close();
});

function make(options: ThreadsOptions = {}): Executor {
  const executor = threads({ worker, workers: 2, ...options });
  open.push(executor);
  return executor;
}

describe("threads", () => {
  test.each([1, 2, 3])("give what one thread gives, to the bit, with %i", async (workers) => {
    const inputs = Array.from({ length: 2000 }, (_, i) => 0.37 * i);
    const expected = await collect(inlineExecutor().map(wave, inputs));
    const found = await collect(make({ workers }).map(wave, inputs));
    expect(found.every((outcome, i) => Object.is(valuesOf([outcome])[0], valuesOf([expected[i]])[0]))).toBe(true);
    expect(found.length).toBe(2000);
  });

  test("import their worker: Node ends the process where a thread is ended in the middle of a require", async () => {
    const own = await bundled(new URL("./fixtures/loaded-by-worker.ts", import.meta.url));
    const loadedBy = { module: "loaded-by", export: "loadedBy", run: async () => "" };
    const [stack] = valuesOf(await collect(make({ worker: own }).map(loadedBy, [1])));
    expect(stack).toMatch(/^Error: loading/);
    expect(stack).not.toContain("cjs/loader");
  });

  test("100,000 tasks from an endless generator take inputs as there is room for them", async () => {
    let taken = 0;
    function* numbers() {
      for (;;) yield taken++;
    }
    let count = 0;
    let ahead = 0;
    for await (const outcome of make().map(square, numbers())) {
      expect(outcome.status).toBe("done");
      count++;
      ahead = Math.max(ahead, taken - count);
      if (count === 100_000) break;
    }
    // Two batches on their way for each thread, of at most 1000 tasks, and the rest of the one that is handed over.
    expect(ahead).toBeLessThanOrEqual(5000);
  });

  test("many of them make Node warn of nothing", async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error) => void warnings.push(message);
    process.on("warning", note);
    try {
      const { signal } = new AbortController();
      expect(valuesOf(await collect(make({ workers: 7 }).map(square, Array(100).fill(2), { signal })))).toHaveLength(
        100,
      );
      await new Promise((resolve) => setTimeout(resolve, 10));
    } finally {
      process.removeListener("warning", note);
    }
    expect(warnings).toEqual([]);
  });

  test("a task that throws fails alone, and is not tried again", async () => {
    const outcomes = await collect(make().map(fragile, [0, 1, 2, 3]));
    expect(outcomes).toMatchObject([
      { status: "done", value: 0, attempts: 1 },
      {
        status: "failed",
        attempts: 1,
        error: { code: "invalid-input", message: "One is refused.", details: { x: 1 } },
      },
      { status: "failed", attempts: 1, error: { code: "task-failed", message: "two" } },
      { status: "done", value: 3, attempts: 1 },
    ]);
  });

  test("a task that kills its thread is reported with its input; the others are done", async () => {
    const inputs = Array.from({ length: 300 }, (_, x) => ({ x, poison: x === 170 }));
    const outcomes = await collect(make({ maxAttempts: 2 }).map(deadly, inputs));
    expect(outcomes.filter(({ status }) => status === "failed").map(({ index }) => index)).toEqual([170]);
    expect(outcomes.every((outcome, i) => i === 170 || valuesOf([outcome])[0] === i + 0.5)).toBe(true);
    expect(outcomes[170]).toMatchObject({
      error: {
        code: "task-failed",
        details: {
          index: 170,
          input: "{x: 170, poison: true}",
          executor: "threads",
          reason: "worker exited with code: 7",
        },
      },
    });
    expect(valuesOf([outcomes[170]])[0]).toMatchObject({ message: expect.stringContaining("with input 170, {x: 170") });
  });

  test("a thread that dies once costs nothing", async () => {
    const times = new Int32Array(new SharedArrayBuffer(4));
    const inputs = Array.from({ length: 20 }, (_, x) => ({ x, times }));
    const outcomes = await collect(make().map(onceDeadly, inputs));
    expect(valuesOf(outcomes)).toEqual(inputs.map(({ x }) => x));
    expect(outcomes[3].attempts).toBe(2);
  });

  test("shared data arrive once in each thread, by content", async () => {
    const executor = make({ workers: 1 });
    const inputs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const numbers = Float64Array.from(inputs, (x) => Math.sqrt(x));
    const first = await collect(executor.map(pick, inputs, { shared: { numbers } }));
    expect(valuesOf(first)).toEqual(inputs.map((x) => ({ value: Math.sqrt(x), arrays: 1 })));
    const again = await collect(executor.map(pick, inputs, { shared: { numbers: numbers.slice() } }));
    expect(valuesOf(again)).toEqual(valuesOf(first));
    const other = await collect(executor.map(pick, [1], { shared: { numbers: Float64Array.of(5, 6) } }));
    expect(valuesOf(other)).toEqual([{ value: 6, arrays: 2 }]);
  });

  test("tells progress", async () => {
    const seen: [number, number | undefined][] = [];
    await collect(make().map(square, [1, 2, 3], { onProgress: (done, total) => seen.push([done, total]) }));
    expect(seen).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  test("an abort ends tasks that never end, and the executor goes on", async () => {
    const executor = make();
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 300);
    await expect(collect(executor.map(endless, [1, 2, 3], { signal: controller.signal }))).rejects.toMatchObject({
      code: "aborted",
      cause: "enough",
    });
    await expect(collect(executor.map(square, [1], { signal: controller.signal }))).rejects.toMatchObject({
      code: "aborted",
    });
    expect(valuesOf(await collect(executor.map(square, [4])))).toEqual([16]);
  });

  test("leaving the iteration ends what is running", async () => {
    function* inputs() {
      yield* [1, 2, 3];
    }
    const executor = make({ workers: 1 });
    for await (const outcome of executor.map(square, inputs())) if (outcome.index === 0) break;
    expect(valuesOf(await collect(executor.map(square, [5])))).toEqual([25]);
  });

  test("closing ends running tasks and refuses others, twice as well", async () => {
    const executor = make();
    const running = collect(executor.map(endless, [1]));
    setTimeout(() => void executor.close(), 200);
    await expect(running).rejects.toMatchObject({ code: "aborted" });
    await executor.close();
    expect(() => executor.map(square, [1])).toThrow("closed");
  });

  test("tasks see the plugins of a configuration, and say so where it can't be loaded", async () => {
    const config = await moduleOf('export default { plugins: [{ name: "acme", contract: 1, extensions: [] }] };\n');
    expect(valuesOf(await collect(make({ plugins: [config] }).map(plugins, [0])))).toEqual([["acme"]]);
    const broken = await moduleOf("export default 1;\n");
    expect(valuesOf(await collect(make({ plugins: [broken] }).map(plugins, [0])))).toMatchObject([
      { code: "invalid-input", message: expect.stringContaining("must export its plugins") },
    ]);
  });

  test("of the plugins that a package exports, those that are part of another are left out", async () => {
    const address = await moduleOf(`
      const [a, b] = ["a", "b"].map((id) => Object.assign(() => ({ id, minimize() {} }), { kind: "optimizer", id, summary: id }));
      export const half = { name: "half", contract: 1, extensions: [a] };
      export const whole = { name: "whole", contract: 1, extensions: [a, b] };
      export const alias = whole;
    `);
    expect(valuesOf(await collect(make({ plugins: [address] }).map(plugins, [0])))).toEqual([["whole"]]);
  });

  test("what a worker does not know may be in a plugin that it was not given", async () => {
    expect(valuesOf(await collect(make().map(named, ["simplex"])))).toMatchObject([
      {
        code: "unknown-extension",
        message: expect.stringMatching(
          /No optimizer named "simplex".* the `plugins` that its executor was made with\.$/,
        ),
      },
    ]);
  });

  test("tasks of modules that the worker does not know are imported by address", async () => {
    const address = String(await moduleOf("export const triple = { run: (x) => 3 * x };\n"));
    const triple = { module: address, export: "triple", run: (x: number) => 3 * x };
    expect(valuesOf(await collect(make().map(triple, [1, 2])))).toEqual([3, 6]);
    const missing = { ...triple, export: "quadruple" };
    expect(valuesOf(await collect(make().map(missing, [1])))).toMatchObject([
      { code: "invalid-input", message: expect.stringContaining('no task "quadruple"') },
    ]);
    const nowhere = { ...triple, module: "@acme/nowhere" };
    expect(valuesOf(await collect(make().map(nowhere, [1])))).toMatchObject([
      { code: "invalid-input", message: expect.stringContaining('can\'t import "@acme/nowhere"') },
    ]);
  });

  test("the default worker knows no plugin", async () => {
    const address = await bundled(new URL("../src/node/default-server.ts", import.meta.url));
    const task = String(await moduleOf("export const twice = { run: (x) => 2 * x };\n"));
    const executor = make({ worker: address });
    const twice = { module: task, export: "twice", run: (x: number) => 2 * x };
    expect(valuesOf(await collect(executor.map(twice, [21])))).toEqual([42]);
  });

  test("what can't be cloned is told for its input alone", async () => {
    const outcomes = await collect(make().map(uncloneable, [0, 1, 2]));
    expect(valuesOf(outcomes)).toMatchObject([
      0,
      { code: "invalid-input", message: expect.stringContaining("input 1 or its result can't be sent") },
      2,
    ]);
    const inputs = [1, () => 2] as unknown as readonly number[];
    expect(valuesOf(await collect(make().map(square, inputs)))).toMatchObject([1, { code: "invalid-input" }]);
    await expect(collect(make().map(square, [1], { shared: { made: () => 1 } }))).rejects.toThrow(
      'The shared value "made" can\'t be sent',
    );
  });

  test("a worker that can't be started is an error, not a wait", async () => {
    const broken = await moduleOf('throw new Error("no such luck");\n');
    await expect(collect(make({ worker: broken }).map(square, [1, 2]))).rejects.toThrow(/can't be started/);
    const ending = await moduleOf("process.exit(3);\n");
    await expect(collect(make({ worker: ending }).map(square, [1, 2]))).rejects.toThrow(/can't be started/);
    await expect(collect(make({ worker: "https://example.org/worker.js" }).map(square, [1]))).rejects.toThrow(
      "must be the address of a file",
    );
  });

  test("refuses options that make no sense", () => {
    expect(() => make({ workers: 0 })).toThrow("workers must be a whole number from 1 on, not 0");
    expect(() => make({ maxAttempts: 1.5 })).toThrow("maxAttempts must be");
    expect(() => threads({ wokers: 2 } as ThreadsOptions)).toThrow('no option "wokers". Did you mean "workers"?');
    expect(threadsPlugin.extensions.map(({ kind, id }) => `${kind} ${id}`)).toEqual(["executor threads"]);
  });
});
