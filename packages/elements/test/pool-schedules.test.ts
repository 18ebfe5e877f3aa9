import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { type Client, createPool } from "../src/client/create-pool.ts";
import type { Port } from "../src/client/runner.ts";
import type { Call, Reply } from "../src/protocol.ts";

type Asked = Extract<Call, { readonly method: string }>;
type Method = "series/open" | "series/update" | "series/table" | "job/parse";

/** What a call takes in these tests: its own number, and whether it can't be sent. */
interface Input {
  readonly tag: number;
  readonly isBad: boolean;
}

/** A worker that answers when it is told to, and keeps for each client what the calls say that it has answered. */
function standIn() {
  const waiting: Asked[] = [];
  /** Numbers of the calls of clients that have not left. */
  const asked = new Set<number>();
  const kept = new Map<number, readonly number[]>();
  const numbers = new Map<number, number[]>();
  let isEnded = false;
  const port: Port = {
    onmessage: null,
    onerror: null,
    postMessage(call: Call) {
      if (isEnded) throw new Error("It has ended.");
      if ("leave" in call) {
        kept.delete(call.client);
        for (const tag of numbers.get(call.client) ?? []) asked.delete(tag);
      } else if ("method" in call) {
        const { tag, isBad } = call.input as Input;
        asked.add(tag);
        numbers.set(call.client, [...(numbers.get(call.client) ?? []), tag]);
        if (isBad) throw new DOMException("could not be cloned", "DataCloneError");
        waiting.push(call);
      }
    },
    terminate() {
      isEnded = true;
    },
  };
  const say = (data: Reply) => port.onmessage?.({ data } as MessageEvent<Reply>);
  return {
    port,
    waiting,
    asked,
    inputOf: (n: number) => waiting[n % waiting.length].input as Input,
    /** Answers one of the calls that wait, where it can; gives the method that it has carried out. */
    answer(n: number, isGood: boolean): string | undefined {
      const [{ id, client, method, input }] = waiting.splice(n % waiting.length, 1);
      const { tag } = input as Input;
      const before = kept.get(client);
      if (!isGood || (before === undefined && method !== "series/open" && method !== "job/parse")) {
        say({ id, fault: { code: "io", message: "no" } });
        return undefined;
      }
      if (method === "series/open") kept.set(client, [tag]);
      if (method === "series/update") kept.set(client, [(before ?? [])[0], tag]);
      say({ id, value: { tag, kept: kept.get(client) } });
      return method;
    },
    isEnded: () => isEnded,
    progress: (n: number) => say({ id: waiting[n % waiting.length].id, progress: { done: 1, total: null } }),
    fail: () => port.onerror?.({ message: "oops", preventDefault() {} } as ErrorEvent),
  };
}

/** A call of the page. */
interface Made {
  /** The client that made it, numbered by the tests. */
  readonly client: number;
  readonly tag: number;
  readonly controller: AbortController;
  /** What listens to its signal. */
  readonly listeners: ReadonlySet<unknown>;
  /** How often it was settled. */
  settled: number;
}

/** A page with five clients of a pool; one that is closed is followed by another. */
function pageOf(most: number) {
  const workers: ReturnType<typeof standIn>[] = [];
  const made: Made[] = [];
  /** What a client has heard: the call that opened, and the one that computed last. Calls that were answered at some time. */
  const heard = new Map<number, readonly number[]>();
  const answered = new Set<number>();
  /** What a table must show, as of when it was answered. */
  const expected = new Map<number, readonly number[] | undefined>();
  let [refusals, failures, last] = [0, 0, 0];

  const pool = createPool(
    () => {
      if (refusals > 0) {
        refusals -= 1;
        failures += 1;
        throw new Error("refused");
      }
      workers.push(standIn());
      return workers[workers.length - 1].port;
    },
    { most },
  );
  const join = (): { readonly key: number; readonly client: Client } => ({ key: ++last, client: pool.join() });
  const clients = Array.from({ length: 5 }, join);
  const live = () => workers.filter(({ isEnded }) => !isEnded());
  const pending = () => made.filter(({ settled }) => settled === 0);

  const answer = (worker: ReturnType<typeof standIn>, n: number, isGood: boolean) => {
    const [{ tag }, key] = [worker.inputOf(n), made.find((one) => one.tag === worker.inputOf(n).tag)?.client ?? -1];
    expected.set(tag, heard.get(key));
    const done = worker.answer(n, isGood);
    // A call that is repeated so that another has its data is no news.
    if (done === undefined || answered.has(tag)) return;
    answered.add(tag);
    if (done === "series/open") heard.set(key, [tag]);
    if (done === "series/update") heard.set(key, [(heard.get(key) ?? [])[0], tag]);
  };

  return {
    live,
    call(n: number, method: Method, isBad: boolean) {
      const { key, client } = clients[n];
      const controller = new AbortController();
      const { signal } = controller;
      const listeners = new Set<unknown>();
      const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
      signal.addEventListener = (...given: Parameters<typeof add>) => {
        listeners.add(given[1]);
        add(...given);
      };
      signal.removeEventListener = (...given: Parameters<typeof remove>) => {
        listeners.delete(given[1]);
        remove(...given);
      };
      const one: Made = { client: key, tag: ++last, controller, listeners, settled: 0 };
      made.push(one);
      const onProgress = () => expect(one.settled).toBe(0);
      client.call(method, { tag: one.tag, isBad } as never, { signal, onProgress }).then(
        (value) => {
          const { tag, kept } = value as unknown as { readonly tag: number; readonly kept: unknown };
          expect(tag).toBe(one.tag);
          if (method === "series/table") expect(kept).toEqual(expected.get(tag));
          one.settled += 1;
        },
        () => {
          one.settled += 1;
        },
      );
    },
    answer,
    async cancel(n: number) {
      const one = made[n % made.length];
      one.controller.abort();
      await flush();
      expect(one.settled).toBe(1);
    },
    async close(n: number) {
      const { key, client } = clients[n];
      client.close();
      await flush();
      expect(pending().some((one) => one.client === key)).toBe(false);
      clients[n] = join();
    },
    fail(n: number) {
      failures += 1;
      live()[n % live().length].fail();
    },
    /** Lets the browser refuse the next worker. */
    refuse() {
      refusals += 1;
    },
    /** Nothing waits for a worker that has nothing to do. */
    expectNoIdling() {
      for (const { client } of pending()) {
        const own = new Set(made.filter((one) => one.client === client).map(({ tag }) => tag));
        const home = live().find(({ asked }) => [...asked].some((tag) => own.has(tag)));
        for (const worker of home === undefined ? live() : [home]) {
          expect(worker.waiting.length, home === undefined ? "of any worker" : "of its worker").toBeGreaterThan(0);
        }
        if (home === undefined && failures === 0) expect(live().length).toBe(most);
      }
    },
    /** Answers all, and closes all. */
    async end() {
      while (live().some(({ waiting }) => waiting.length > 0)) {
        for (const worker of live()) if (worker.waiting.length > 0) answer(worker, 0, true);
        await flush();
      }
      expect(made.map(({ settled }) => settled)).toEqual(made.map(() => 1));
      const heeded = made.filter(({ controller, listeners }) => !controller.signal.aborted && listeners.size > 0);
      expect([heeded.length, vi.getTimerCount()]).toEqual([0, 0]);
      for (const { client } of clients) client.close();
      expect([live().length, vi.getTimerCount()]).toEqual([0, 0]);
    },
    has: { calls: () => made.length > 0, workers: () => live().length > 0 },
  };
}

async function flush() {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

const number = fc.nat(1000);
const action = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("call" as const),
      client: fc.nat(4),
      method: fc.constantFrom<Method>("series/open", "series/update", "series/update", "series/table", "job/parse"),
      isBad: fc.nat(11).map((n) => n === 0),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("answer" as const), n: number, isGood: fc.nat(5).map(Boolean) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("progress" as const), n: number }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), n: number }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("close" as const), client: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("fail" as const), n: number }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), time: fc.constantFrom(100, 2100, 6000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("refuse" as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

async function act(page: ReturnType<typeof pageOf>, step: Action): Promise<void> {
  const busy = page.live().filter(({ waiting }) => waiting.length > 0);
  if (step.do === "call") page.call(step.client, step.method, step.isBad);
  else if (step.do === "answer" && busy.length > 0) page.answer(busy[step.n % busy.length], step.n, step.isGood);
  else if (step.do === "progress" && busy.length > 0) busy[step.n % busy.length].progress(step.n);
  else if (step.do === "cancel" && page.has.calls()) await page.cancel(step.n);
  else if (step.do === "close") await page.close(step.client);
  else if (step.do === "fail" && page.has.workers()) page.fail(step.n);
  else if (step.do === "refuse") page.refuse();
  else if (step.do === "wait") await vi.advanceTimersByTimeAsync(step.time);
}

afterEach(() => {
  vi.useRealTimers();
});

test("whatever the order of calls, answers, and failures, each call ends once, with its own answer, and nothing is left", async () => {
  vi.useFakeTimers();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(action, { maxLength: 60 }), async (most, actions) => {
      vi.clearAllTimers();
      const page = pageOf(most);
      for (const step of actions) {
        await act(page, step);
        await flush();
        page.expectNoIdling();
      }
      await page.end();
    }),
    { numRuns: 300 },
  );
}, 120_000);
