import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { poolExecutor, type TaskPool } from "../../src/index.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const pool: TaskPool<unknown> = {
  concurrency: 2,
  share: (values) => values,
  run: async ({ inputs }) => inputs.map((input) => ({ status: "done", value: { input } })),
  close: async () => {},
};

test("keeps no result that it has given, however long the run", async () => {
  const task = { module: "nowhere", export: "wrap", run: (input: number) => ({ input }) };
  const given: WeakRef<object>[] = [];
  let kept = Number.NaN;
  for await (const outcome of poolExecutor(pool, { name: "test" }).map(
    task,
    Array.from({ length: 20_000 }, (_, k) => k),
  )) {
    if (outcome.status === "done") given.push(new WeakRef(outcome.value));
    if (given.length < 20_000) continue;
    // References that were made in a turn hold on until it ends.
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    kept = given.filter((value) => value.deref() !== undefined).length;
  }
  // What has come back last is a batch for each of two on the way to each of two workers: 1000 tasks at most.
  expect(kept).toBeLessThan(5000);
});
