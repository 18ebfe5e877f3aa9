import { expect, test } from "vitest";
import { createClient, type Port } from "../src/client/create-client.ts";
import type { Call, Reply } from "../src/protocol.ts";

/** A port without a worker, and what it was asked. */
function portOf() {
  const calls: Call[] = [];
  const port: Port = { onmessage: null, onerror: null, postMessage: (call) => void calls.push(call), terminate() {} };
  return {
    port,
    calls,
    say: (data: Reply) => port.onmessage?.({ data } as MessageEvent<Reply>),
    fail: (message: string) => port.onerror?.({ message, preventDefault() {} } as ErrorEvent),
  };
}

test("a worker that can't be loaded is started anew by the next call", async () => {
  const ports: ReturnType<typeof portOf>[] = [];
  const client = createClient(() => {
    ports.push(portOf());
    return ports[ports.length - 1].port;
  });
  const first = client.call("series/table", { format: "csv" });
  ports[0].fail("");
  await expect(first).rejects.toThrow("The worker can't run: its file could not be loaded.");
  const second = client.call("series/table", { format: "csv" });
  expect(ports[1].calls).toMatchObject([{ method: "series/table" }]);
  ports[1].say({ id: ports[1].calls[0].id, value: "x" });
  expect(await second).toBe("x");
  // One that has worked keeps its data, whatever went wrong in it.
  const third = client.call("series/table", { format: "csv" });
  ports[1].fail("oops");
  await expect(third).rejects.toThrow("oops");
  void client.call("series/table", { format: "csv" });
  expect(ports).toHaveLength(2);
});

test("a call that was called off before it was made starts nothing", async () => {
  const { port, calls } = portOf();
  const client = createClient(() => port);
  const call = client.call("series/table", { format: "csv" }, { signal: AbortSignal.abort() });
  await expect(call).rejects.toMatchObject({ code: "aborted" });
  expect(calls).toEqual([]);
});

test("a worker that the browser refuses is told with what to do", async () => {
  const client = createClient(() => {
    throw new DOMException("Script at 'https://cdn.example/worker.js' cannot be accessed.", "SecurityError");
  });
  const call = client.call("series/table", { format: "csv" });
  await expect(call).rejects.toThrow(
    /^The worker can't be started: Script at .* must come from the server of the page/,
  );
});

test("a call that is called off ends at once, whatever the worker is at", async () => {
  const { port, calls, say } = portOf();
  const client = createClient(() => port);
  const controller = new AbortController();
  const call = client.call("series/table", { format: "csv" }, { signal: controller.signal });
  controller.abort();
  await expect(call).rejects.toMatchObject({ code: "aborted" });
  expect(calls).toMatchObject([{ method: "series/table" }, { id: calls[0].id, cancel: true }]);
  say({ id: calls[0].id, value: "too late" });
});

test("a call that was answered can't be called off any more", async () => {
  const { port, calls, say } = portOf();
  const controller = new AbortController();
  const call = createClient(() => port).call("series/table", { format: "csv" }, { signal: controller.signal });
  say({ id: calls[0].id, value: "x" });
  controller.abort();
  expect([await call, calls.length]).toEqual(["x", 1]);
});
