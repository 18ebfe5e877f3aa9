import { expect, test } from "vitest";
import { type WorkerLike, webWorkers } from "../src/index.ts";
import type { WebAnswer, WebRequest } from "../src/serve/protocol.ts";

/** A worker that gives back what it gets, some time later. */
function echo(delay: number): WorkerLike {
  let tell = (_: WebAnswer) => {};
  return {
    addEventListener(type, listener) {
      if (type !== "message") return;
      tell = (data) => listener({ data } as unknown as Event);
      setTimeout(() => tell({ kind: "ready" }));
    },
    postMessage(message) {
      const { id, request } = message as WebRequest;
      const replies = request.inputs.map((value) => ({ status: "done", value }) as const);
      setTimeout(() => tell({ kind: "replies", id, replies }), delay);
    },
    terminate() {},
  };
}

const echoed = { module: "nowhere", export: "echoed", run: (x: number) => x };

test("a worker that could not be made takes nothing of another run with it", async () => {
  let made = 0;
  const executor = webWorkers({
    workers: 2,
    create: () => {
      made++;
      if (made === 2) throw new Error("no more threads");
      return echo(20);
    },
  });
  const all = async (inputs: readonly number[]) => {
    const values: unknown[] = [];
    for await (const outcome of executor.map(echoed, inputs)) values.push(outcome.status === "done" && outcome.value);
    return values.sort();
  };
  const many = Array.from({ length: 12 }, (_, k) => 10 + k);
  expect(await Promise.all([all([1, 2]), all(many)])).toEqual([[1, 2], many]);
  await executor.close();
});

test("a worker whose file never serves is an error that names the limit, and is ended", async () => {
  let ended = 0;
  const silent: WorkerLike = { addEventListener() {}, postMessage() {}, terminate: () => ended++ };
  const executor = webWorkers({ workers: 1, patience: 0.05, create: () => silent });
  const first = executor.map(echoed, [1])[Symbol.asyncIterator]().next();
  await expect(first).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining("after 0.05 s it still has not called serveTasks"),
  });
  expect(ended).toBe(1);
  await executor.close();
});

test("an impatience that makes no sense is refused", () => {
  expect(() => webWorkers({ patience: 0, create: () => echo(1) })).toThrow("patience must be a number of seconds");
});
