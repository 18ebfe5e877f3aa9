import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Client, createPool, type PoolOptions } from "../src/client/create-pool.ts";
import type { Port } from "../src/client/runner.ts";
import type { Call, Reply } from "../src/protocol.ts";

type Asked = Extract<Call, { readonly method: string }>;

/** A port without a worker, and what it was asked. */
function portOf() {
  const calls: Call[] = [];
  const port: Port = {
    onmessage: null,
    onerror: null,
    postMessage: (call) => void calls.push(call),
    terminate: vi.fn(),
  };
  const asked = () => calls.filter((call): call is Asked => "method" in call);
  const say = (data: Reply) => port.onmessage?.({ data } as MessageEvent<Reply>);
  return {
    port,
    calls,
    asked,
    say,
    /** Answers the newest call, and lets those who wait for it go on. */
    async answer(value: unknown = "x") {
      say({ id: asked().at(-1)?.id ?? -1, value });
      await Promise.resolve();
    },
    fail: (message: string) => port.onerror?.({ message, preventDefault() {} } as ErrorEvent),
    isEnded: () => vi.mocked(port.terminate).mock.calls.length > 0,
  };
}

/** A pool on ports without workers. */
function poolOf(options: Partial<PoolOptions> = {}) {
  const ports: ReturnType<typeof portOf>[] = [];
  const pool = createPool(
    () => {
      ports.push(portOf());
      return ports[ports.length - 1].port;
    },
    { most: 1, ...options },
  );
  return { ports, join: () => pool.join() };
}

const open = (client: Client, address: string, signal?: AbortSignal) =>
  client.call("series/open", { source: { kind: "address", address } }, signal && { signal });
const update = (client: Client, job = {}, signal?: AbortSignal) =>
  client.call("series/update", { job, interval: 0, isQuick: true }, signal && { signal });
const table = (client: Client) => client.call("series/table", { format: "csv" });
/** Lets a port clone what it is sent, as one to a worker does. */
const cloning = ({ port }: ReturnType<typeof portOf>) => {
  const send = port.postMessage;
  port.postMessage = (call: Call) => send.call(port, structuredClone(call));
};
const methods = ({ asked }: ReturnType<typeof portOf>) => asked().map(({ method }) => method);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("a worker that can't be loaded is started anew by the next call", async () => {
  const { ports, join } = poolOf();
  const client = join();
  const first = table(client);
  ports[0].fail("");
  await expect(first).rejects.toThrow("The worker can't run: its file could not be loaded.");
  const second = table(client);
  expect(ports[1].asked()).toMatchObject([{ method: "series/table" }]);
  await ports[1].answer("x");
  expect(await second).toBe("x");
});

test("a call that was called off before it was made starts nothing", async () => {
  const { ports, join } = poolOf();
  await expect(open(join(), "/a/", AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
  expect(ports).toEqual([]);
});

test("a worker that the browser refuses is told with what to do", async () => {
  const pool = createPool(
    () => {
      throw new DOMException("Script at 'https://cdn.example/worker.js' cannot be accessed.", "SecurityError");
    },
    { most: 2 },
  );
  for (const client of [pool.join(), pool.join()]) {
    await expect(table(client)).rejects.toThrow(
      /^The worker can't be started: Script at .* must come from the server of the page/,
    );
  }
});

test("a call that is called off ends at once, whatever the worker is at", async () => {
  const { ports, join } = poolOf();
  const controller = new AbortController();
  const call = open(join(), "/a/", controller.signal);
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: "aborted" });
  const [{ id }] = ports[0].asked();
  expect(ports[0].calls).toMatchObject([{ method: "series/open" }, { id, cancel: true }]);
  ports[0].say({ id, value: "too late" });
});

test("a call that was answered can't be called off any more", async () => {
  const { ports, join } = poolOf();
  const controller = new AbortController();
  const call = open(join(), "/a/", controller.signal);
  await ports[0].answer();
  controller.abort();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([await call, ports[0].calls.length, ports[0].isEnded()]).toEqual(["x", 1, false]);
});

test("fifty elements have as many workers as they may, and each gets its turn", async () => {
  const { ports, join } = poolOf({ most: 3 });
  const opened = Array.from({ length: 50 }, (_, k) => open(join(), `/${k}/`));
  expect(ports.map(({ asked }) => asked().length)).toEqual([1, 1, 1]);
  for (let k = 0; k < 50; k++) await ports[k % 3].answer(k);
  expect(new Set(await Promise.all(opened))).toEqual(new Set(Array.from({ length: 50 }, (_, k) => k)));
  expect(ports.length).toBe(3);
});

test("an element comes first with the worker that has its data, but not twice before one who waits longer", async () => {
  const { ports, join } = poolOf();
  const one = join();
  void open(one, "a");
  for (const address of ["b", "c", "d"]) void open(join(), address);
  await ports[0].answer();
  for (let k = 0; k < 2; k++) {
    void update(one);
    await ports[0].answer();
    await ports[0].answer();
  }
  const names = ports[0]
    .asked()
    .map(({ input }) => (input as { source?: { address: string } }).source?.address ?? "update");
  expect(names).toEqual(["a", "b", "update", "c", "update", "d"]);
});

test("an element for which alone a worker works need not wait for its own calls", () => {
  const { ports, join } = poolOf();
  const client = join();
  void open(client, "/a/");
  void table(client);
  expect(methods(ports[0])).toEqual(["series/open", "series/table"]);
});

test("a worker that has nothing to do is taken before another is started", async () => {
  const { ports, join } = poolOf({ most: 4 });
  void open(join(), "/a/");
  await ports[0].answer();
  void open(join(), "/b/");
  expect(ports.map(({ asked }) => asked().length)).toEqual([2]);
});

test("what takes long lets others work beside it", async () => {
  const { ports, join } = poolOf({ turn: 2000 });
  void open(join(), "/hangs/");
  void open(join(), "/b/");
  await vi.advanceTimersByTimeAsync(1900);
  expect(ports[0].asked().length).toBe(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(ports[0].asked().length).toBe(2);
});

test("an element that leaves gives up its place in the queue, its data, and a worker that works for no other", async () => {
  const { ports, join } = poolOf();
  const [one, two, three] = [join(), join(), join()];
  void open(one, "/a/");
  const given = open(two, "/b/");
  void open(three, "/c/");
  two.close();
  await expect(given).rejects.toThrow("closed");
  await ports[0].answer();
  await ports[0].answer();
  expect(ports[0].asked().map(({ input }) => input)).toMatchObject([
    { source: { address: "/a/" } },
    { source: { address: "/c/" } },
  ]);
  one.close();
  expect([ports[0].calls.at(-1), ports[0].isEnded()]).toEqual([
    { client: ports[0].asked()[0].client, leave: true },
    false,
  ]);
  three.close();
  expect(ports[0].isEnded()).toBe(true);
});

test("a worker that does not leave what was called off is ended, and another takes its place with the data of the others", async () => {
  const { ports, join } = poolOf({ turn: 2000, grace: 5000 });
  const [one, two] = [join(), join()];
  for (const [client, address] of [
    [one, "/a/"],
    [two, "/b/"],
  ] as const) {
    void open(client, address);
    await ports[0].answer();
    void update(client, { of: address });
    await ports[0].answer();
  }
  const controller = new AbortController();
  const off = update(one, { hangs: true }, controller.signal);
  const waiting = table(two);
  controller.abort();
  await expect(off).rejects.toMatchObject({ code: "aborted" });
  await vi.advanceTimersByTimeAsync(5100);
  expect([ports[0].isEnded(), ports.length]).toEqual([true, 2]);
  for (const value of ["opened", "updated", "the table"]) await ports[1].answer(value);
  expect(await waiting).toBe("the table");
  expect(ports[1].asked().map(({ method, input }) => [method, input])).toEqual([
    ["series/open", { source: { kind: "address", address: "/b/" } }],
    ["series/update", { job: { of: "/b/" }, interval: 0, isQuick: true }],
    ["series/table", { format: "csv" }],
  ]);
  // What is there again is not asked for once more; the data of the other come back with its next job.
  void update(two, {});
  await ports[1].answer();
  void update(one, { next: true });
  await ports[1].answer();
  await ports[1].answer();
  expect(methods(ports[1]).slice(3)).toEqual(["series/update", "series/open", "series/update"]);
});

test("data that can't be opened again fail the call, and are asked for again by the next", async () => {
  const { ports, join } = poolOf();
  const client = join();
  void open(client, "/a/");
  await ports[0].answer();
  ports[0].fail("oops");
  const call = table(client);
  ports[1].say({ id: ports[1].asked()[0].id, fault: { code: "io", message: "no network" } });
  await expect(call).rejects.toThrow("no network");
  const again = table(client);
  await ports[1].answer();
  await ports[1].answer("the table");
  expect(await again).toBe("the table");
  expect(methods(ports[1])).toEqual(["series/open", "series/open", "series/table"]);
});

test("a worker that dies fails the call that it worked on, and no other", async () => {
  const { ports, join } = poolOf();
  const [dead, alive] = [open(join(), "/a/"), open(join(), "/b/")];
  ports[0].say({ id: ports[0].asked()[0].id, progress: { done: 1, total: 2 } });
  ports[0].fail("out of memory");
  await expect(dead).rejects.toThrow("The worker can't run: out of memory.");
  await ports[1].answer("b");
  expect([await alive, ports[0].isEnded()]).toEqual(["b", true]);
});

test("of several calls that a worker died on, the one on which it dies again alone fails", async () => {
  const { ports, join } = poolOf({ turn: 2000 });
  const [good, bad] = [open(join(), "/good/"), open(join(), "/bad/")];
  await vi.advanceTimersByTimeAsync(2100);
  expect(ports[0].asked().length).toBe(2);
  ports[0].say({ id: ports[0].asked()[0].id, progress: { done: 1, total: 2 } });
  ports[0].fail("oops");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ports[1].asked().length).toBe(1);
  await ports[1].answer("good");
  ports[1].fail("oops");
  await expect(bad).rejects.toThrow("oops");
  expect(await good).toBe("good");
});

test("where no more workers can be loaded, as without a network, those that run do the work", async () => {
  const { ports, join } = poolOf({ most: 2 });
  const one = join();
  void open(one, "/a/");
  await ports[0].answer();
  void update(one);
  const call = open(join(), "/b/");
  ports[1].fail("");
  expect(ports[0].asked().length).toBe(2);
  await ports[0].answer();
  await ports[0].answer("b");
  expect([await call, ports.length]).toEqual(["b", 2]);
});

test("a call that can't be sent fails, and lets the next have the worker", async () => {
  const { ports, join } = poolOf();
  void open(join(), "/a/");
  cloning(ports[0]);
  const [bad, good] = [update(join(), { of: () => "what can't be cloned" }), open(join(), "/good/")];
  await ports[0].answer();
  await expect(bad).rejects.toThrow("could not be cloned");
  await ports[0].answer("good");
  expect(await good).toBe("good");
});

test("a call that can't be sent once the data are open again fails, and lets the next have the worker", async () => {
  const { ports, join } = poolOf();
  const client = join();
  void open(client, "/a/");
  await ports[0].answer();
  ports[0].fail("oops");
  const [bad, good] = [update(client, { of: () => "what can't be cloned" }), open(join(), "/good/")];
  bad.catch(() => undefined);
  cloning(ports[1]);
  await ports[1].answer();
  await expect(bad).rejects.toThrow("could not be cloned");
  await ports[1].answer("good");
  expect(await good).toBe("good");
});

test("an element whose data could not be opened again has its turns beside what takes long", async () => {
  const { ports, join } = poolOf({ turn: 2000 });
  const [one, two] = [join(), join()];
  for (const client of [one, two]) {
    void open(client, "/x/");
    await ports[0].answer();
  }
  ports[0].fail("oops");
  void update(one, { hangs: true });
  await ports[1].answer();
  const first = table(two);
  await vi.advanceTimersByTimeAsync(2100);
  ports[1].say({ id: ports[1].asked()[2].id, fault: { code: "io", message: "no network" } });
  await expect(first).rejects.toThrow("no network");
  void table(two);
  await vi.advanceTimersByTimeAsync(2100);
  expect(methods(ports[1])).toEqual(["series/open", "series/update", "series/open", "series/open"]);
});

test("others have their turns as soon as nothing is under way that a worker may have died on", async () => {
  const { ports, join } = poolOf({ turn: 2000 });
  const [one, two] = [join(), join()];
  for (const client of [one, two]) {
    void open(client, "/x/");
    await ports[0].answer();
  }
  const controller = new AbortController();
  void update(one, { n: 1 });
  const off = update(two, { n: 2 }, controller.signal);
  await vi.advanceTimersByTimeAsync(2100);
  ports[0].fail("oops");
  controller.abort();
  await expect(off).rejects.toMatchObject({ code: "aborted" });
  await ports[1].answer();
  void table(one);
  await vi.advanceTimersByTimeAsync(2100);
  void table(two);
  expect(methods(ports[1])).toEqual(["series/open", "series/update", "series/table"]);
  ports[1].say({ id: ports[1].asked()[1].id, value: "computed" });
  expect(methods(ports[1])).toEqual(["series/open", "series/update", "series/table", "series/open"]);
});

test("what was computed last is there again although the next that was asked for has failed", async () => {
  const { ports, join } = poolOf();
  const client = join();
  void open(client, "/a/");
  await ports[0].answer();
  void update(client, { n: 1 });
  await ports[0].answer();
  ports[0].fail("oops");
  const wrong = update(client, { n: "wrong" });
  await ports[1].answer();
  ports[1].say({ id: ports[1].asked()[1].id, fault: { code: "invalid-input", message: "wrong" } });
  await expect(wrong).rejects.toThrow("wrong");
  void table(client);
  await ports[1].answer();
  expect(ports[1].asked().map(({ method, input }) => [method, (input as { job?: unknown }).job])).toEqual([
    ["series/open", undefined],
    ["series/update", { n: "wrong" }],
    ["series/update", { n: 1 }],
    ["series/table", undefined],
  ]);
});

test("where no worker can be loaded, all that wait are told at once", async () => {
  const { ports, join } = poolOf({ most: 4 });
  const calls = Array.from({ length: 50 }, (_, k) => open(join(), `/${k}/`));
  const told = Promise.allSettled(calls);
  for (let k = 0; k < ports.length; k++) ports[k].fail("");
  const reasons = (await told).map((outcome) => outcome.status === "rejected" && String(outcome.reason));
  expect(reasons.every((reason) => /could not be loaded/.test(String(reason)))).toBe(true);
  expect(ports.length).toBe(4);
});

test("a signal that outlives its calls keeps nothing of them", async () => {
  const { ports, join } = poolOf();
  const { signal } = new AbortController();
  const [added, removed] = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
  const client = join();
  for (let k = 0; k < 3; k++) {
    const call = open(client, "/a/", signal);
    await ports[0].answer();
    await call;
  }
  expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(added.mock.calls.map(([, listener]) => listener));
});
