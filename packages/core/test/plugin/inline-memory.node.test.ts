import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { inlineExecutor } from "../../src/index.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

test("keeps no result that it has given while one task takes longer than all others", async () => {
  let end = () => {};
  const slow = new Promise<void>((resolve) => {
    end = resolve;
  });
  const wrap = async (input: number) => {
    if (input === 0) await slow;
    return { input };
  };
  const task = { module: "nowhere", export: "wrap", run: wrap };
  const inputs = Array.from({ length: 5000 }, (_, k) => k);
  const given: WeakRef<object>[] = [];
  let kept = Number.NaN;
  for await (const outcome of inlineExecutor({ concurrency: 2 }).map(task, inputs)) {
    if (outcome.status === "done") given.push(new WeakRef(outcome.value));
    if (given.length !== 4999) continue;
    // References that were made in a turn hold on until it ends.
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    kept = given.filter((value) => value.deref() !== undefined).length;
    end();
  }
  expect(given.length).toBe(5000);
  expect(kept).toBeLessThan(1000);
});
