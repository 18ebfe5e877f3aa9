import { type Client, createPool } from "../src/client/create-pool.ts";
import type { Port } from "../src/client/runner.ts";
import type { Call, Reply } from "../src/protocol.ts";
import { createServer } from "../src/worker/create-server.ts";

/** A client and a server in one thread; what they send is cloned, as between two. */
export function connect(): Client {
  const port: Port = { onmessage: null, onerror: null, postMessage: () => undefined, terminate: () => undefined };
  const { receive } = createServer((reply) => {
    const data: Reply = structuredClone(reply);
    queueMicrotask(() => port.onmessage?.({ data } as MessageEvent<Reply>));
  });
  port.postMessage = (call: Call) => queueMicrotask(() => receive(structuredClone(call)));
  return createPool(() => port, { most: 1 }).join();
}
