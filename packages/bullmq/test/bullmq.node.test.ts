import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Executor, inlineExecutor } from "@gammakit/core";
import { moduleOf } from "@gammakit-tools/vitest/bundle";
import { collect, valuesOf } from "@gammakit-tools/vitest/outcomes";
import { describeWithRedis } from "@gammakit-tools/vitest/redis";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { type BullmqOptions, bullmqExecutor, startWorker } from "../src/index.ts";
import { deadly, endless, fragile, pick, plugins, same, slow, square, uncloneable, wave } from "./fixtures/tasks.ts";
import { eventually, joinWorker, keysAt, sharedRedis } from "./support.ts";

describeWithRedis("bullmq", () => {
  const group = sharedRedis();
  const { open } = group;

  const make = (options: Partial<BullmqOptions> = {}): Executor =>
    open.add(bullmqExecutor({ redis: group.redis.url, worker: group.worker, workers: 2, ...options }));

  const join = async (options: Partial<Parameters<typeof joinWorker>[0]> = {}) => {
    const made = await joinWorker({
      redis: group.redis.url,
      worker: String(group.worker),
      modules: ["test-tasks"],
      ...options,
    });
    open.add({ close: () => made.kill() });
    return made;
  };

  test.each([1, 2, 3])("gives what one thread gives, to the bit, with %i workers", async (workers) => {
    const inputs = Array.from({ length: 2000 }, (_, i) => 0.37 * i);
    const expected = valuesOf(await collect(inlineExecutor().map(wave, inputs)));
    const found = valuesOf(await collect(make({ workers }).map(wave, inputs)));
    expect(found.length).toBe(2000);
    expect(found.every((value, i) => Object.is(value, expected[i]))).toBe(true);
  });

  test("what JSON would lose arrives as it was", async () => {
    const bits = new Float64Array(new BigUint64Array([0x7ff8_0000_0000_0001n, 0xfff0_0000_0000_0000n]).buffer);
    const inputs: readonly unknown[] = [
      -0,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      5e-324,
      undefined,
      { missing: undefined, big: 2n ** 70n, date: new Date(0), map: new Map([["a", new Set([1])]]) },
      Float32Array.of(1 / 3, -0),
      new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
      bits,
      "π\u0000\ud800",
    ];
    const found = valuesOf(await collect(make().map(same, inputs)));
    expect(found).toEqual(inputs);
    expect(Object.is(found[0], -0)).toBe(true);
    expect([...new BigUint64Array((found[8] as Float64Array).slice().buffer)]).toEqual([
      ...new BigUint64Array(bits.buffer),
    ]);
  });

  test("100,000 tasks: inputs are taken as there is room, and Redis holds few of them at a time", async () => {
    const client = open.add(connection(group.redis.url));
    let [taken, count, ahead, most] = [0, 0, 0, 0];
    function* numbers() {
      while (taken < 100_000) yield taken++;
    }
    let sum = 0;
    for await (const outcome of make().map(square, numbers())) {
      count += 1;
      sum += outcome.status === "done" ? outcome.value : Number.NaN;
      ahead = Math.max(ahead, taken - count);
      if (count % 5000 === 0) most = Math.max(most, await client.redis.dbsize());
    }
    expect([count, sum]).toEqual([100_000, (99_999 * 100_000 * 199_999) / 6]);
    // Two batches on their way for each worker, of at most 1000 tasks, and the rest of the one that is handed over.
    expect(ahead).toBeLessThanOrEqual(5000);
    // Four batches with inputs, replies, locks and jobs of their own, and the fixed keys of the queue.
    expect(most).toBeLessThan(50);
  });

  test("many workers make Node warn of nothing", async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error) => void warnings.push(message);
    process.on("warning", note);
    try {
      expect(valuesOf(await collect(make({ workers: 7 }).map(square, Array(100).fill(2))))).toHaveLength(100);
      await new Promise((resolve) => setTimeout(resolve, 10));
    } finally {
      process.removeListener("warning", note);
    }
    expect(warnings).toEqual([]);
  });

  test("a task that throws fails alone, and is not tried again", async () => {
    expect(await collect(make().map(fragile, [0, 1, 2, 3]))).toMatchObject([
      { status: "done", value: 0, attempts: 1 },
      { status: "failed", attempts: 1, error: { code: "invalid-input", details: { x: 1 } } },
      { status: "failed", attempts: 1, error: { code: "task-failed", message: "two" } },
      { status: "done", value: 3, attempts: 1 },
    ]);
  });

  test("a task that ends its thread is reported with its input; the others are done", async () => {
    const inputs = Array.from({ length: 200 }, (_, x) => ({ x, ...(x === 170 && { kill: "thread" as const }) }));
    const outcomes = await collect(make({ maxAttempts: 2 }).map(deadly, inputs));
    expect(outcomes.filter(({ status }) => status === "failed").map(({ index }) => index)).toEqual([170]);
    expect(outcomes.every((outcome, i) => i === 170 || valuesOf([outcome])[0] === i + 0.5)).toBe(true);
    expect(outcomes[170]).toMatchObject({
      lost: true,
      attempts: 2,
      error: { code: "task-failed", details: { index: 170, input: '{x: 170, kill: "thread"}', executor: "bullmq" } },
    });
    expect(valuesOf([outcomes[170]])[0]).toMatchObject({ message: expect.stringContaining("ended with code 7") });
  });

  test("a worker that is killed loses nothing", async () => {
    const joined = [await join(), await join()];
    const executor = make({ workers: 0, lostAfter: 1 });
    const inputs = Array.from({ length: 300 }, (_, x) => ({ x, time: 10 }));
    const pids = new Set<number>();
    const found = new Map<number, number>();
    for await (const outcome of executor.map(slow, inputs)) {
      if (outcome.status === "failed") throw new Error(outcome.error.message);
      found.set(outcome.index, outcome.value.x);
      pids.add(outcome.value.pid);
      if (found.size === 60) await joined[0].kill();
    }
    expect([...found].sort(([a], [b]) => a - b)).toEqual(inputs.map(({ x }) => [x, x]));
    expect(pids.size).toBe(2);
  });

  test("a task that kills the process of every worker is given up, with its input", async () => {
    const first = [await join(), await join()];
    const inputs = Array.from({ length: 20 }, (_, x) => ({ x, ...(x === 7 && { kill: "process" as const }) }));
    const found = collect(make({ workers: 0, lostAfter: 1, maxAttempts: 2 }).map(deadly, inputs));
    // Two workers are gone with it; the next one finds what the second has left, and does the rest.
    await eventually(() => (first.every(({ child }) => child.signalCode === "SIGKILL") ? true : undefined));
    await join();
    const outcomes = await found;
    expect(outcomes.filter(({ status }) => status === "failed").map(({ index }) => index)).toEqual([7]);
    expect(outcomes[7]).toMatchObject({
      lost: true,
      error: { details: { index: 7, input: '{x: 7, kill: "process"}' } },
    });
    expect(valuesOf([outcomes[7]])[0]).toMatchObject({ message: expect.stringContaining("was silent for 1 s") });
  });

  test("shared data are in Redis once, by content, and in each thread once", async () => {
    const client = open.add(connection(group.redis.url));
    await client.redis.flushall();
    const executor = make({ workers: 1 });
    // More than one part of a value.
    const numbers = Float64Array.from({ length: 1_500_000 }, (_, x) => Math.sqrt(x));
    const inputs = [0, 1, 2, 1_499_999];
    const first = valuesOf(await collect(executor.map(pick, inputs, { shared: { numbers } })));
    expect(first).toEqual(inputs.map((x) => ({ value: Math.sqrt(x), arrays: 1 })));
    const parts = await client.redis.keys("gammakit:shared:*");
    expect(parts.length).toBe(4);
    const before = await received(client.redis);
    const again = valuesOf(await collect(executor.map(pick, inputs, { shared: { numbers: numbers.slice() } })));
    expect(again).toEqual(first);
    expect((await received(client.redis)) - before).toBeLessThan(100_000);
    expect((await client.redis.keys("gammakit:shared:*")).sort()).toEqual(parts.sort());
    for (const key of parts) expect(await client.redis.ttl(key)).toBeGreaterThan(0);
    const other = valuesOf(await collect(executor.map(pick, [1], { shared: { numbers: Float64Array.of(5, 6) } })));
    expect(other).toEqual([{ value: 6, arrays: 2 }]);
  });

  test("shared data that Redis has lost are sent again", async () => {
    const client = open.add(connection(group.redis.url));
    const executor = make({ workers: 1 });
    const shared = { numbers: Float64Array.of(1, 2, 3) };
    function* inputs() {
      yield* [0, 1];
    }
    expect(valuesOf(await collect(executor.map(pick, inputs(), { shared })))).toMatchObject([
      { value: 1 },
      { value: 2 },
    ]);
    for (const key of await client.redis.keys("gammakit:shared:*")) await client.redis.del(key);
    const other = make({ workers: 1 });
    expect(valuesOf(await collect(other.map(pick, [2], { shared })))).toMatchObject([{ value: 3 }]);
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

  test("an abort stops what runs elsewhere and removes what waits; the executor goes on", async () => {
    await join();
    const executor = make({ workers: 0 });
    const controller = new AbortController();
    const client = open.add(connection(group.redis.url));
    const running = collect(executor.map(endless, [1, 2, 3], { signal: controller.signal }));
    running.catch(() => {});
    await eventually(async () => ((await client.redis.keys("gammakit:*:active")).length > 0 ? true : undefined));
    controller.abort("enough");
    await expect(running).rejects.toMatchObject({ code: "aborted", cause: "enough" });
    expect(valuesOf(await collect(executor.map(square, [4])))).toEqual([16]);
    expect((await client.redis.keys("gammakit:*:inputs:*")).length).toBe(0);
  });

  test("closing ends running tasks, refuses others, and leaves nothing but shared data that lapse", async () => {
    const executor = make();
    await collect(executor.map(pick, [0], { shared: { numbers: Float64Array.of(1) } }));
    const running = collect(executor.map(endless, [1]));
    setTimeout(() => void executor.close(), 200);
    await expect(running).rejects.toMatchObject({ code: "aborted" });
    await executor.close();
    expect(() => executor.map(square, [1])).toThrow("closed");
    const left = await keysAt(group.redis.url);
    expect(left.filter((key) => !/^gammakit:(shared:|worker)/.test(key))).toEqual([]);
  });

  test("a client that ends without a word leaves nothing: workers take its keys away, or they lapse", async () => {
    const client = open.add(connection(group.redis.url));
    await client.redis.flushall();
    const executor = bullmqExecutor({ redis: group.redis.url });
    const controller = new AbortController();
    const running = collect(executor.map(square, [1, 2], { signal: controller.signal })).catch(() => {});
    const left = await eventually(async () => {
      const keys = await client.redis.keys("gammakit:*:inputs:*");
      return keys.length > 0 ? client.redis.keys("gammakit:*") : undefined;
    });
    // Its queue, its inputs and its own note all lapse.
    await eventually(async () => {
      const lasting: string[] = [];
      for (const key of left) if ((await client.redis.ttl(key)) === -1) lasting.push(key);
      return lasting.every((key) => key === "gammakit:runs") ? true : undefined;
    });
    controller.abort();
    await running;
    await executor.close();
    // As it looks when a process was killed: a run that nobody speaks for.
    await client.redis.sadd("gammakit:runs", "left-behind");
    await client.redis.set("gammakit:left-behind:meta", "x");
    await join();
    await eventually(async () => ((await client.redis.exists("gammakit:left-behind:meta")) === 0 ? true : undefined));
    expect(await client.redis.smembers("gammakit:runs")).toEqual([]);
  });

  test("a worker that is told to stop hands on what it has", async () => {
    const stop = new AbortController();
    const first = await startWorker({ redis: group.redis.url, worker: group.worker, signal: stop.signal });
    const executor = make({ workers: 0 });
    const found = collect(executor.map(slow, [{ x: 1, time: 1500 }]));
    const client = open.add(connection(group.redis.url));
    await eventually(async () => ((await client.redis.keys("gammakit:*:active")).length > 0 ? true : undefined));
    stop.abort();
    await first.ended;
    await join();
    // It was no attempt that failed.
    expect(await found).toMatchObject([{ status: "done", attempts: 1, value: { x: 1 } }]);
  });

  test("says that it waits for workers, and goes on when one joins", async () => {
    const told: string[] = [];
    const executor = make({ workers: 0, onNotice: (words) => void told.push(words) });
    const found = collect(executor.map(square, [3]));
    await eventually(() => told[0]);
    expect(told[0]).toContain(`Waits for workers at redis://127.0.0.1:${group.redis.port}`);
    await join();
    expect(valuesOf(await found)).toEqual([9]);
  });

  test("a worker that lacks a plugin does not join, and both sides say why", async () => {
    const config = String(
      await moduleOf('export default { plugins: [{ name: "acme", contract: 1, extensions: [] }] };\n'),
    );
    const without = await join();
    const told: string[] = [];
    const executor = make({ workers: 0, config, onNotice: (words) => void told.push(words) });
    const found = collect(executor.map(plugins, [0]));
    await eventually(() => told.find((words) => words.includes("it lacks the plugin acme")));
    await eventually(() => (without.said().includes("it lacks the plugin acme") ? true : undefined));
    // One with more than is needed does: see the test of versions.
    await join({ config });
    expect(valuesOf(await found)).toEqual([["acme"]]);
  });

  test("a worker of another version does not join", async () => {
    const client = open.add(connection(group.redis.url));
    await client.redis.sadd("gammakit:workers", "old");
    const note = { gammakit: "0.0.1-old", node: 20, plugins: [], host: "attic", pid: 7, threads: 1 };
    await client.redis.set("gammakit:worker:old", JSON.stringify(note), "EX", 30);
    const told: string[] = [];
    const executor = make({ workers: 0, onNotice: (words) => void told.push(words) });
    const controller = new AbortController();
    const found = collect(executor.map(square, [3], { signal: controller.signal })).catch(() => {});
    const words = await eventually(() => told.find((words) => words.includes("attic")));
    expect(words).toContain("attic (process 7) can't join: it has gammakit 0.0.1-old, the job");
    controller.abort();
    await found;
    await client.redis.del("gammakit:worker:old");
  });

  test("code does not come through Redis: a worker runs tasks of packages, and of modules that it was given", async () => {
    const address = String(await moduleOf("export const triple = { run: (x) => 3 * x };\n"));
    const triple = { module: address, export: "triple", run: (x: number) => 3 * x };
    for (const module of [address, "data:text/javascript,1", "./x.js", "node:fs", "fs", "a/../../b"]) {
      await expect(collect(make().map({ ...triple, module }, [1]))).rejects.toMatchObject({
        code: "unsupported",
        message: expect.stringContaining("does not run tasks of"),
      });
    }
    const { close } = await startWorker({ redis: group.redis.url, worker: group.worker, modules: [address] });
    open.add({ close });
    expect(valuesOf(await collect(make({ workers: 0 }).map(triple, [1, 2])))).toEqual([3, 6]);
  });

  test("what can't be cloned is told for its input alone", async () => {
    expect(valuesOf(await collect(make().map(uncloneable, [0, 1, 2])))).toMatchObject([
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

  test("what else writes below the prefix is not unpacked", async () => {
    const client = open.add(connection(group.redis.url));
    const executor = make({ workers: 0 });
    const found = collect(executor.map(square, [3]));
    found.catch(() => {});
    const [key] = await eventually(async () => {
      const keys = await client.redis.keys("gammakit:*:inputs:*");
      return keys.length > 0 ? keys : undefined;
    });
    await client.redis.set(key, "something else");
    await join();
    await expect(found).rejects.toThrow("Does something else write below its prefix?");
  });

  test("threads that can't be started are an error, not a wait", async () => {
    for (const text of ['throw new Error("no such luck");\n', "process.exit(3);\n", "export default 1;\n"]) {
      await expect(collect(make({ worker: await moduleOf(text) }).map(square, [1, 2]))).rejects.toThrow(
        /can't be started/,
      );
    }
    await expect(collect(make({ worker: "https://example.org/w.js" }).map(square, [1]))).rejects.toThrow(
      "must be the address of a file",
    );
    const config = await moduleOf("export default 1;\n");
    await expect(collect(make({ config }).map(square, [1]))).rejects.toThrow("must export its plugins");
    await writeFile(fileURLToPath(config), "(");
    await expect(collect(make({ config }).map(square, [1]))).rejects.toMatchObject({ code: "invalid-input" });
  });
});

function connection(url: string): { readonly redis: Redis; close(): Promise<void> } {
  const redis = new Redis(url);
  return { redis, close: async () => redis.disconnect() };
}

/** Bytes that a Redis was sent. */
async function received(redis: Redis): Promise<number> {
  return Number(/total_net_input_bytes:(\d+)/.exec(await redis.info("stats"))?.[1]);
}
