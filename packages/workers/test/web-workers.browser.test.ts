import { type Executor, inlineExecutor, type TaskOutcome } from "@gammakit/core";
import { collect, valuesOf } from "@gammakit-tools/vitest/outcomes";
import { afterEach, describe, expect, test } from "vitest";
import { type WebWorkersOptions, webWorkers, webWorkersPlugin } from "../src/index.ts";
import { deadly, endless, fragile, pick, plugins, regretful, square, uncloneable, wave } from "./fixtures/tasks.ts";

const open: Executor[] = [];

afterEach(async () => {
  for (const executor of open.splice(0)) await executor.close();
});

const create = () => new Worker(new URL("./fixtures/worker.ts", import.meta.url), { type: "module" });

function make(options: Partial<WebWorkersOptions> = {}): Executor {
  const executor = webWorkers({ create, workers: 2, ...options });
  open.push(executor);
  return executor;
}

/** Address of a module with the given text. */
const moduleOf = (text: string) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

describe("web workers", () => {
  test.each([1, 2, 3])("give what one thread gives, to the bit, with %i", async (workers) => {
    const inputs = Array.from({ length: 2000 }, (_, i) => 0.37 * i);
    const expected = valuesOf(await collect(inlineExecutor().map(wave, inputs)));
    const found = valuesOf(await collect(make({ workers }).map(wave, inputs)));
    expect(found.length).toBe(2000);
    expect(found.every((value, i) => Object.is(value, expected[i]))).toBe(true);
  });

  test("100,000 tasks from an endless generator take inputs as there is room for them", async () => {
    let taken = 0;
    function* numbers() {
      for (;;) yield taken++;
    }
    let count = 0;
    let ahead = 0;
    for await (const _ of make().map(square, numbers())) {
      count++;
      ahead = Math.max(ahead, taken - count);
      if (count === 100_000) break;
    }
    expect(ahead).toBeLessThanOrEqual(5000);
  });

  test("a task that throws fails alone, one that ends its worker is reported with its input", async () => {
    expect(await collect(make().map(fragile, [0, 1, 2, 3]))).toMatchObject([
      { status: "done", value: 0, attempts: 1 },
      { status: "failed", attempts: 1, error: { code: "invalid-input", details: { x: 1 } } },
      { status: "failed", attempts: 1, error: { code: "task-failed", message: "two" } },
      { status: "done", value: 3, attempts: 1 },
    ]);
  });

  test("a worker that is ended takes no result with it", async () => {
    const made: Worker[] = [];
    const executor = make({
      workers: 1,
      create: () => {
        const worker = create();
        made.push(worker);
        return worker;
      },
    });
    const inputs = Array.from({ length: 3000 }, (_, i) => i);
    let ended = false;
    const outcomes: TaskOutcome<number>[] = [];
    for await (const outcome of executor.map(wave, inputs)) {
      outcomes.push(outcome);
      if (outcomes.length === 50 && !ended) {
        ended = true;
        made[0].terminate();
      }
    }
    outcomes.sort((a, b) => a.index - b.index);
    expect(valuesOf(outcomes)).toEqual(valuesOf(await collect(inlineExecutor().map(wave, inputs))));
    expect(made.length).toBe(2);
  });

  test("a worker that dies while it has nothing to do is replaced", async () => {
    const executor = make({ workers: 1 });
    expect(valuesOf(await collect(executor.map(regretful, [1])))).toEqual([1]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(valuesOf(await collect(executor.map(square, [2, 3])))).toEqual([4, 9]);
  });

  test("an input that ends every worker is reported", async () => {
    const inputs = Array.from({ length: 30 }, (_, x) => ({ x, poison: x === 17 }));
    const outcomes = await collect(make({ maxAttempts: 2 }).map(deadly, inputs));
    expect(outcomes.filter(({ status }) => status === "failed").map(({ index }) => index)).toEqual([17]);
  });

  test("shared data arrive once in each worker, by content", async () => {
    const executor = make({ workers: 1 });
    const inputs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const numbers = Float64Array.from(inputs, (x) => Math.sqrt(x));
    const first = valuesOf(await collect(executor.map(pick, inputs, { shared: { numbers } })));
    expect(first).toEqual(inputs.map((x) => ({ value: Math.sqrt(x), arrays: 1 })));
    expect(valuesOf(await collect(executor.map(pick, inputs, { shared: { numbers: numbers.slice() } })))).toEqual(
      first,
    );
    for (let k = 0; k < 40; k++) {
      const shared = { numbers: Float64Array.of(k) };
      expect(valuesOf(await collect(executor.map(pick, [0], { shared })))).toEqual([{ value: k, arrays: k + 2 }]);
    }
  });

  test("an abort ends tasks that never end, and the executor goes on", async () => {
    const executor = make();
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 300);
    await expect(collect(executor.map(endless, [1, 2, 3], { signal: controller.signal }))).rejects.toMatchObject({
      code: "aborted",
    });
    expect(valuesOf(await collect(executor.map(square, [4])))).toEqual([16]);
    const running = collect(executor.map(endless, [1]));
    setTimeout(() => void executor.close(), 100);
    await expect(running).rejects.toMatchObject({ code: "aborted" });
    expect(() => executor.map(square, [1])).toThrow("closed");
  });

  test("tasks see the plugins of a module given by its address", async () => {
    const acme = moduleOf('export const acmePlugin = { name: "acme", contract: 1, extensions: [] };');
    expect(valuesOf(await collect(make({ plugins: [acme] }).map(plugins, [0])))).toEqual([["acme"]]);
    const broken = moduleOf("export default 1;");
    expect(valuesOf(await collect(make({ plugins: [broken] }).map(plugins, [0])))).toMatchObject([
      { code: "invalid-input", message: expect.stringContaining("must export its plugins") },
    ]);
  });

  test("what can't be cloned is told for its input alone", async () => {
    expect(valuesOf(await collect(make().map(uncloneable, [0, 1, 2])))).toMatchObject([
      0,
      { code: "invalid-input", message: expect.stringContaining("input 1 or its result can't be sent") },
      2,
    ]);
  });

  test("a worker that can't be started is an error, not a wait", async () => {
    const executor = make({ create: () => new Worker("/there-is-no-such-file.js", { type: "module" }) });
    await expect(collect(executor.map(square, [1, 2]))).rejects.toThrow(/can't be started/);
  });

  test("a worker whose file loads but never serves is an error after a while, not a wait", async () => {
    const executor = make({ patience: 1, create: () => new Worker(moduleOf("export {};"), { type: "module" }) });
    await expect(collect(executor.map(square, [1, 2]))).rejects.toThrow(/after 1 s it still has not called serveTasks/);
  });

  test("refuses options that make no sense", () => {
    expect(() => make({ workers: 0 })).toThrow("workers must be a whole number");
    expect(() => webWorkers({ workers: 2 } as unknown as WebWorkersOptions)).toThrow("needs create");
    expect(webWorkersPlugin.extensions.map(({ kind, id }) => `${kind} ${id}`)).toEqual(["executor web-workers"]);
  });
});
