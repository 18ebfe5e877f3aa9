import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { inlineExecutor } from "../../src/index.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

test("keeps no result that it has given while a task waits beside", async () => {
  const count = 2000;
  let release = () => {};
  const waiting = new Promise<void>((resolve) => {
    release = resolve;
  });
  const run = async (input: number) => {
    if (input === 0) await waiting;
    return { input };
  };
  const given: WeakRef<object>[] = [];
  let kept = Number.NaN;
  const inputs = Array.from({ length: count }, (_, k) => k);
  const executor = inlineExecutor({ concurrency: 2 });
  for await (const outcome of executor.map({ module: "nowhere", export: "run", run }, inputs)) {
    if (outcome.status === "done") given.push(new WeakRef(outcome.value));
    if (given.length !== count - 1) continue;
    // References that were made in a turn hold on until it ends.
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    kept = given.filter((value) => value.deref() !== undefined).length;
    release();
  }
  expect(kept).toBeLessThan(10);
});
