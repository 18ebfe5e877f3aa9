import { describe, expect, test } from "vitest";
import { GammakitError, poolExecutor, type TaskOutcome, type TaskPool } from "../../src/index.ts";

const task = { module: "nowhere", export: "double", run: (x: number) => 2 * x };

async function collect<Output>(outcomes: AsyncIterable<TaskOutcome<Output>>): Promise<readonly TaskOutcome<Output>[]> {
  const all: TaskOutcome<Output>[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all.sort((a, b) => a.index - b.index);
}

/** A pool without workers, and the batches it was given. */
function poolOf(
  answer: (inputs: readonly unknown[]) => readonly unknown[] | Promise<readonly unknown[]>,
): TaskPool<unknown> & { readonly batches: (readonly unknown[])[]; readonly closed: () => number } {
  const batches: (readonly unknown[])[] = [];
  let closed = 0;
  return {
    batches,
    closed: () => closed,
    concurrency: 2,
    share: (values) => values,
    async run({ inputs }) {
      batches.push(inputs);
      return (await answer(inputs)).map((value) => ({ status: "done", value }));
    },
    async close() {
      closed++;
    },
  };
}

describe("an executor on a pool", () => {
  test("sends quick tasks together, one by one at first", async () => {
    const pool = poolOf((inputs) => inputs.map((x) => 2 * (x as number)));
    const outcomes = await collect(
      poolExecutor(pool, { name: "test" }).map(
        task,
        Array.from({ length: 500 }, (_, x) => x),
      ),
    );
    expect(outcomes.map((outcome) => outcome.status === "done" && outcome.value)).toEqual(
      Array.from({ length: 500 }, (_, x) => 2 * x),
    );
    expect(pool.batches.slice(0, 16).every((inputs) => inputs.length === 1)).toBe(true);
    expect(pool.batches.length).toBeLessThan(100);
    expect(Math.max(...pool.batches.map((inputs) => inputs.length))).toBeLessThanOrEqual(1000);
  });

  test("sends quick tasks together where the way takes longer than they do, and slow ones alone", async () => {
    for (const [time, most] of [
      [0.1, 40],
      [300, 1],
    ]) {
      const pool = poolOf(async (inputs) => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return inputs;
      });
      const run: TaskPool["run"] = async (batch, shared, signal) =>
        Object.assign([...(await pool.run(batch, shared, signal))], { time: time * batch.inputs.length });
      await collect(poolExecutor({ ...pool, run }, { name: "test" }).map(task, Array(most * 40).fill(1)));
      expect(pool.batches.length).toBeLessThanOrEqual(40);
      expect(Math.max(...pool.batches.map((inputs) => inputs.length))).toBeGreaterThanOrEqual(most);
      if (most === 1) expect(pool.batches.every((inputs) => inputs.length === 1)).toBe(true);
    }
  });

  test("begins nothing after it was closed, whenever the run was asked for", async () => {
    const pool = poolOf((inputs) => inputs);
    const executor = poolExecutor(pool, { name: "test" });
    const outcomes = executor.map(task, [1, 2]);
    await executor.close();
    await expect(collect(outcomes)).rejects.toMatchObject({
      code: "aborted",
      cause: { message: 'The executor "test" was closed.' },
    });
    expect(pool.batches).toEqual([]);
  });

  test("blames the one input whose workers are lost, and counts the attempts of the others", async () => {
    const pool = poolOf((inputs) => {
      if (inputs.includes(7)) throw new Error("gone");
      return inputs;
    });
    const outcomes = await collect(poolExecutor(pool, { name: "test", maxAttempts: 4 }).map(task, [5, 6, 7, 8]));
    expect(outcomes).toMatchObject([
      { status: "done", attempts: 1 },
      { status: "done", attempts: 1 },
      { status: "failed", attempts: 4, lost: true, error: { code: "task-failed", details: { index: 2, input: "7" } } },
      { status: "done", attempts: 1 },
    ]);
  });

  test("throws what a pool without any worker says", async () => {
    const pool = poolOf(() => {
      throw new GammakitError("unsupported", "There are no workers here.");
    });
    await expect(collect(poolExecutor(pool, { name: "test" }).map(task, [1]))).rejects.toThrow("no workers here");
  });

  test("shortens the input in the message", async () => {
    const pool = poolOf(() => {
      throw new Error("gone");
    });
    const input = {
      name: "x".repeat(100),
      counts: new Float64Array(24),
      list: Array.from({ length: 9 }, (_, i) => i),
      f: null,
    };
    const [outcome] = await collect(
      poolExecutor(pool, { name: "test", maxAttempts: 1 }).map({ ...task, run: () => 0 }, [input]),
    );
    expect(outcome.status === "failed" && outcome.error.details).toMatchObject({
      input: `{name: "${"x".repeat(40)}…", counts: Float64Array(24), list: [0, 1, 2, 3, 4, 5, … 3 more], f: null}`,
    });
  });

  test("closes its pool once", async () => {
    const pool = poolOf((inputs) => inputs);
    const executor = poolExecutor(pool, { name: "test" });
    await Promise.all([executor.close(), executor.close()]);
    expect(pool.closed()).toBe(1);
    expect(() => executor.map(task, [1])).toThrow("closed");
  });
});
