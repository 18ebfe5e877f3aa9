import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { inspect } from "node:util";
import { type Executor, inlineExecutor } from "@gammakit/core";
import { collect, valuesOf } from "@gammakit-tools/vitest/outcomes";
import { describeWithRedis, makeCertificates, startRedis, type TestRedis } from "@gammakit-tools/vitest/redis";
import { Redis } from "ioredis";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { type BullmqOptions, bullmqExecutor, checkRedis, type RedisLocation, startWorker } from "../src/index.ts";
import { endless, pick, slow, square, wave } from "./fixtures/tasks.ts";
import { closing, eventually, joinWorker, taskWorker } from "./support.ts";

const secret = "s3cret/with@signs%";

describeWithRedis("bullmq, when Redis", () => {
  let worker: URL;
  const open = closing();

  beforeAll(async () => {
    worker = await taskWorker();
  });
  afterEach(() => open.all());

  const server = async (more: readonly string[] = []): Promise<TestRedis> => {
    const redis = await startRedis(more);
    open.add({ close: () => redis.stop() });
    return redis;
  };
  const make = (redis: string | RedisLocation, options: Partial<BullmqOptions> = {}): Executor => {
    const executor = bullmqExecutor({ redis, worker, workers: 1, ...options });
    // Before the server that it needs.
    open.first(executor);
    return executor;
  };

  test.each([
    ["keeps nothing", []],
    ["keeps its data", ["--appendonly", "yes", "--appendfsync", "everysec"]],
  ])("is killed and starts again, and %s, all tasks are done as without", async (_, more) => {
    const redis = await server(more);
    const joined = await joinWorker({ redis: redis.url, worker: String(worker) });
    open.first({ close: () => joined.kill() });
    const inputs = Array.from({ length: 3000 }, (_, i) => i);
    const numbers = Float64Array.from({ length: 3000 }, (_, i) => Math.sin(i));
    const executor = make(redis.url, { lostAfter: 2 });
    const found: (number | undefined)[] = [];
    for await (const outcome of executor.map(pick, inputs, { shared: { numbers } })) {
      if (outcome.status === "failed") throw new Error(outcome.error.message);
      found[outcome.index] = outcome.value.value;
      if (found.length > 30 && outcome.index === 30) await redis.restart();
    }
    expect(found).toEqual([...numbers]);
  });

  test("goes away and comes back later, both sides tell it", async () => {
    const redis = await server();
    const told: string[] = [];
    const joined = await joinWorker({ redis: redis.url, worker: String(worker) });
    open.first({ close: () => joined.kill() });
    const executor = make(redis.url, { workers: 0, onNotice: (words) => void told.push(words) });
    expect(valuesOf(await collect(executor.map(square, [2])))).toEqual([4]);
    await redis.kill();
    const found = collect(executor.map(square, [3]));
    await eventually(() => told.find((words) => words.includes("does not answer")));
    await eventually(() => (joined.said().includes("tries again") ? true : undefined));
    await redis.start();
    expect(valuesOf(await found)).toEqual([9]);
    await eventually(() => told.find((words) => words.endsWith("is back.")));
    await eventually(() => (joined.said().includes("is back") ? true : undefined));
  });

  test("stays away, what waits fails with the reason after a while, and closing does not wait for it", async () => {
    const redis = await server();
    const executor = make(redis.url, { patience: 3 });
    expect(valuesOf(await collect(executor.map(square, [2])))).toEqual([4]);
    const found = collect(executor.map(endless, [3]));
    setTimeout(() => void redis.kill(), 300);
    await expect(found).rejects.toMatchObject({ code: "io", message: expect.stringContaining("away for 3 s") });
    await expect(collect(executor.map(square, [3]))).rejects.toMatchObject({ code: "io" });
    await executor.close();
  });

  test("is full, it is an error with its words", async () => {
    const redis = await server(["--maxmemory", "4mb", "--maxmemory-policy", "noeviction"]);
    const executor = make(redis.url);
    const shared = { numbers: new Float64Array(2_000_000) };
    await expect(collect(executor.map(pick, [3], { shared }))).rejects.toMatchObject({
      code: "io",
      message: expect.stringContaining("OOM"),
    });
  });

  describe("becomes full", () => {
    const full = { code: "io", message: expect.stringMatching(/^Redis at redis:.* OOM .* give it more memory/) };
    /** A Redis with a worker that works on a task, and then no room for anything. */
    const fill = async (time: number, options: Partial<BullmqOptions> = {}) => {
      const redis = await server();
      const at = new Redis(redis.url);
      open.first({ close: async () => at.disconnect() });
      const told: string[] = [];
      open.first(await startWorker({ redis: redis.url, worker, onNotice: (words) => void told.push(words) }));
      const executor = make(redis.url, { workers: 0, ...options });
      const found = collect(executor.map(slow, [{ x: 1, time }])).catch((error: unknown) => error);
      await eventually(async () => ((await at.keys("gammakit:*:active")).length > 0 ? true : undefined));
      await at.config("SET", "maxmemory", "1");
      return { at, told, executor, found };
    };

    test("while a task is done, it is an error that says so, and closing leaves nothing of the run", async () => {
      const { at, executor, found } = await fill(500);
      expect(await found).toMatchObject(full);
      await executor.close();
      expect((await at.keys("*")).filter((key) => !/^gammakit:worker/.test(key))).toEqual([]);
    });

    test("for long, the reason is told, and a worker does not say that it is back before it is", async () => {
      const { at, told, found } = await fill(60_000, { patience: 3 });
      expect(await found).toMatchObject({ code: "io", message: expect.stringContaining("for 3 s (OOM ") });
      expect(told.filter((words) => /OOM/.test(words))).toHaveLength(1);
      expect(told.filter((words) => /is back/.test(words))).toEqual([]);
      await at.config("SET", "maxmemory", "0");
      await eventually(() => told.find((words) => words.endsWith("is back.")));
    });
  });

  test("is a replica that takes nothing, neither side waits", async () => {
    const redis = await server(["--replicaof", "127.0.0.1", "1"]);
    const refused = { code: "io", message: expect.stringMatching(/READONLY .* Name the server that it copies/) };
    await expect(collect(make(redis.url).map(square, [3]))).rejects.toMatchObject(refused);
    await expect(startWorker({ redis: redis.url, worker })).rejects.toMatchObject(refused);
  });

  test("is not there at first, it is an error at once; another try may find it", async () => {
    const redis = await server();
    await redis.kill();
    const executor = make(redis.url);
    const notThere = { code: "io", message: expect.stringMatching(/ECONNREFUSED.*Is it running/) };
    await expect(checkRedis(redis.url)).rejects.toMatchObject(notThere);
    await expect(collect(executor.map(square, [3]))).rejects.toMatchObject(notThere);
    await expect(startWorker({ redis: redis.url, worker })).rejects.toMatchObject({ code: "io" });
    await redis.start();
    await checkRedis(redis.url);
    expect(valuesOf(await collect(executor.map(square, [3])))).toEqual([9]);
  });

  test.each([
    ["answers", true],
    ["says nothing", false],
  ])("is being looked for when a worker is told to end, it ends, whether the server %s", async (_, answers) => {
    const redis = await server();
    const controller = new AbortController();
    const between = createServer((socket) => {
      controller.abort("enough");
      socket.on("error", () => {});
      if (answers)
        socket.pipe(connect(Number(new URL(redis.url).port), "127.0.0.1").on("error", () => {})).pipe(socket);
    }).listen(0, "127.0.0.1");
    await once(between, "listening");
    const url = `redis://127.0.0.1:${(between.address() as AddressInfo).port}`;
    const starting = startWorker({ redis: url, worker, signal: controller.signal });
    await expect(starting).rejects.toMatchObject({ code: "aborted", cause: "enough" });
    between.close();
  });

  test("says nothing more as a job begins, it is an error", async () => {
    const redis = await server();
    const between = createServer((socket) => {
      const other = connect(redis.port, "127.0.0.1").on("error", () => {});
      socket.on("error", () => {});
      let isMute = false;
      socket.on("data", (words) => {
        isMute ||= words.includes("gammakit:runs");
        other.write(words);
      });
      other.on("data", (words) => void (isMute || socket.write(words)));
      socket.on("close", () => other.destroy());
    }).listen(0, "127.0.0.1");
    await once(between, "listening");
    const url = `redis://127.0.0.1:${(between.address() as AddressInfo).port}`;
    await expect(collect(make(url).map(square, [3]))).rejects.toMatchObject({
      code: "io",
      message: expect.stringContaining("no answer within 10 s"),
    });
    between.close();
  });

  test("wants a password, it is used and never told", async () => {
    const acl = [
      "--user",
      "fits",
      "on",
      `>${secret}`,
      "~gammakit:*",
      "+@all",
      "-@admin",
      "-@dangerous",
      "+info",
      "--user",
      "default",
      "off",
    ];
    const redis = await server(acl);
    const text: string[] = [];
    const onNotice = (words: string) => void text.push(words);
    const at = (password: string) => `redis://fits:${encodeURIComponent(password)}@127.0.0.1:${redis.port}`;
    const executor = make(at(secret), { workers: 0, onNotice, patience: 4 });
    const found = collect(executor.map(square, [3]));
    await eventually(() => text.find((words) => words.includes("Waits for workers at redis://fits@127.0.0.1")));
    const location = { url: redis.url, username: "fits", password: secret };
    const joined = await startWorker({ redis: location, worker, onNotice });
    open.first(joined);
    expect(valuesOf(await found)).toEqual([9]);
    for (const url of [at(`${secret}-wrong`), redis.url]) {
      const error = await collect(make(url).map(square, [3])).catch((error: unknown) => error);
      expect(error).toMatchObject({ code: "io", message: expect.stringMatching(/WRONGPASS|NOAUTH/) });
      text.push(inspect(error, { depth: 20, showHidden: true }));
    }
    await redis.kill();
    const away = await collect(executor.map(square, [3])).catch((error: unknown) => error);
    expect(away).toMatchObject({ code: "io" });
    text.push(inspect(away, { depth: 20, showHidden: true }));
    await joined.close();
    for (const form of [secret, encodeURIComponent(secret)]) expect(text.join("\n")).not.toContain(form);
  });

  test("speaks TLS with a certificate of its own authority, it is checked", async () => {
    const { dir, ca } = await makeCertificates();
    open.add({ close: () => rm(dir, { recursive: true }) });
    const tls = [
      "--tls-cert-file",
      `${dir}/server.pem`,
      "--tls-key-file",
      `${dir}/server.key`,
      "--tls-ca-cert-file",
      ca,
    ];
    const redis = await server(["--port", "0", "--tls-port", "{port}", "--tls-auth-clients", "no", ...tls]);
    const url = `rediss://127.0.0.1:${redis.port}`;
    const inputs = Array.from({ length: 100 }, (_, i) => i);
    const executor = make({ url, ca: await readFile(ca, "utf8") });
    expect(await collect(executor.map(wave, inputs))).toEqual(await collect(inlineExecutor().map(wave, inputs)));
    await expect(collect(make(url).map(wave, inputs))).rejects.toMatchObject({
      code: "io",
      message: expect.stringMatching(/certificate/),
    });
    await expect(collect(make(redis.url).map(wave, inputs))).rejects.toMatchObject({ code: "io" });
  });
});

test("a server that takes a connection and says nothing is given up", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await expect(checkRedis(`redis://127.0.0.1:${port}`)).rejects.toMatchObject({
    code: "io",
    message: expect.stringContaining("it gives no answer within 10 s. Is it running, and the address right?"),
  });
  server.close();
});

test("rediss:// where no TLS is spoken says so", async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await expect(checkRedis(`rediss://127.0.0.1:${port}`)).rejects.toMatchObject({
    code: "io",
    message: expect.stringContaining("Does it speak TLS, as rediss:// has it?"),
  });
  server.close();
});

describe("options of bullmq", () => {
  test.each<[Partial<Record<keyof BullmqOptions | "wokers", unknown>>, string]>([
    [{ redis: "localhost" }, "The Redis URL can't be read"],
    [{ redis: "http://user:hidden@host" }, "starts with redis:// or rediss://, not http://"],
    [{ redis: "redis://user:hidden@host/none" }, 'the number of a database, not "none"'],
    [{ redis: "redis://user:hidden@host?x=1" }, "which nothing reads"],
    [{ redis: "redis://user:hid%den@host" }, "write it as %25"],
    [{ redis: "redis:///0" }, "names no host"],
    [{ redis: undefined }, "The Redis URL can't be read"],
    [{ redis: { url: "redis://host", ca: "x" } }, "rediss:// alone"],
    [{ workers: 1 }, "need worker"],
    [{ workers: -1 }, "workers must be a whole number from 0"],
    [{ lostAfter: 0 }, "lostAfter must be a number of seconds"],
    [{ patience: Number.NaN }, "patience must be"],
    [{ prefix: "a:b" }, "prefix must be"],
    [{ maxAttempts: 0 }, "maxAttempts must be"],
    [{ wokers: 1 }, 'Did you mean "workers"?'],
  ])("%o: is refused, with words that tell no password", (options, words) => {
    const make = () => bullmqExecutor({ redis: "redis://host", ...options } as BullmqOptions);
    expect(make).toThrow(words);
    expect(make).not.toThrow(/hid/);
  });

  test("of a worker are checked too", async () => {
    const redis = "redis://127.0.0.1:1";
    const worker = "file:///worker.js";
    await expect(startWorker({ redis, worker, threads: 0 })).rejects.toThrow("threads must be a whole number from 1");
    await expect(startWorker({ redis, worker, prefix: "*" })).rejects.toThrow("prefix must be");
    await expect(startWorker({ redis } as never)).rejects.toThrow("needs worker");
    await expect(startWorker({ redis, worker, thread: 2 } as never)).rejects.toThrow('Did you mean "threads"?');
  });
});
