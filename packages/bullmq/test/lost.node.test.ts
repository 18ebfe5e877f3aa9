import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Executor } from "@gammakit/core";
import { collect, valuesOf } from "@gammakit-tools/vitest/outcomes";
import { describeWithRedis } from "@gammakit-tools/vitest/redis";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { type BullmqOptions, bullmqExecutor, startWorker } from "../src/index.ts";
import { keysBelow, removeAbandoned } from "../src/redis/keys.ts";
import { square } from "./fixtures/tasks.ts";
import { eventually, keysAt, sharedRedis } from "./support.ts";

// What is lost in between: single keys, single connections.
describeWithRedis("bullmq, when Redis loses", () => {
  const group = sharedRedis();
  const { open } = group;

  const make = (options: Partial<BullmqOptions> = {}): Executor =>
    open.first(bullmqExecutor({ redis: group.redis.url, worker: group.worker, workers: 0, ...options }));
  const client = (): Redis => {
    const made = new Redis(group.redis.url);
    open.add({ close: async () => made.disconnect() });
    return made;
  };
  /** Keys of BullMQ of the one run that there is. */
  const keyOf = (at: Redis, ending: string) =>
    eventually(async () => (await at.keys(`gammakit:*:${ending}`)).find((key) => !key.includes("inputs")));

  test.each([["wait"], ["b1"]])("the key %s of a batch that nobody has taken, the batch is done", async (ending) => {
    const at = client();
    const found = collect(make().map(square, [3]));
    await at.del(await keyOf(at, ending));
    open.first(await startWorker({ redis: group.redis.url, worker: group.worker, modules: ["test-tasks"] }));
    expect(valuesOf(await found)).toEqual([9]);
  });

  test("nothing: a worker removes no key of a run that speaks again meanwhile", async () => {
    const at = client();
    const keys = keysBelow("gammakit");
    const left = ["gammakit:back:meta", "gammakit:back:wait"];
    for (const key of left) await at.set(key, "x");
    await at.sadd(keys.runs, "back");
    const scan = at.scan.bind(at) as unknown as (...words: unknown[]) => Promise<unknown>;
    at.scan = (async (...words: unknown[]) => {
      const found = await scan(...words);
      await at.set(keys.run("back"), "note");
      return found;
    }) as unknown as typeof at.scan;
    await removeAbandoned(at, keys, "back");
    expect((await keysAt(group.redis.url)).filter((key) => key.includes("back"))).toEqual([
      ...left,
      "gammakit:run:back",
    ]);
    expect(await at.smembers(keys.runs)).toContain("back");
    at.scan = scan as unknown as typeof at.scan;
    await at.del(keys.run("back"));
    await removeAbandoned(at, keys, "back");
    expect((await keysAt(group.redis.url)).filter((key) => key.includes("back"))).toEqual([]);
    expect(await at.smembers(keys.runs)).not.toContain("back");
  });

  /** An address of the same Redis, where the connection of this number is cut as soon as it is made, and words take this time [ms]. */
  const between = async (cut: number, time = 0): Promise<string> => {
    let count = 0;
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      socket.on("error", () => {});
      if (++count === cut) return void socket.destroy();
      const other = connect(group.redis.port, "127.0.0.1").on("error", () => {});
      for (const [end, far] of [
        [socket, other],
        [other, socket],
      ]) {
        sockets.add(end);
        end.on("data", (words) => void setTimeout(() => far.write(words), time));
        end.on("close", () => {
          socket.destroy();
          other.destroy();
        });
      }
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    open.add({
      async close() {
        server.close();
        for (const socket of sockets) socket.destroy();
      },
    });
    return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  test("the second connection of a worker as it is made, the worker makes it again", async () => {
    open.first(await startWorker({ redis: await between(2), worker: group.worker, modules: ["test-tasks"] }));
    expect(valuesOf(await collect(make().map(square, [3])))).toEqual([9]);
  });

  test("the second connection of a job as it is made, the job makes it again", async () => {
    open.first(await startWorker({ redis: group.redis.url, worker: group.worker, modules: ["test-tasks"] }));
    const elsewhere = { module: "fs", export: "square", run: square.run };
    await expect(collect(make({ redis: await between(2) }).map(elsewhere, [3]))).rejects.toMatchObject({
      code: "unsupported",
    });
  });

  test("time on the way, tasks that take none go together", async () => {
    const inputs = Array.from({ length: 2000 }, (_, x) => x);
    const found = await collect(make({ redis: await between(0, 10), workers: 1 }).map(square, inputs));
    // One by one, each takes a tenth of a second.
    expect(valuesOf(found)).toEqual(inputs.map((x) => x * x));
  });
});
