import type { RunContext } from "@gammakit/core";
import type { Call, InputOf, MethodName, OutputOf, Reply } from "../protocol.ts";
import { faultOf } from "./fault-of.ts";
import { jobServer } from "./job-server.ts";
import { profileServer } from "./profile-server.ts";
import { seriesServer } from "./series-server.ts";
import { spectraServer } from "./spectra-server.ts";

/** What carries out the methods of a part of the protocol. */
export type Handlers<M extends MethodName> = {
  readonly [K in M]: (input: InputOf<K>, context: RunContext) => Promise<OutputOf<K>>;
};

/** Answers calls. */
export interface Server {
  receive(call: Call): void;
}

/**
 * A server that answers by `send`: each call with its value or its fault, in the order in which they are done. Each client has data of
 * its own, until it leaves.
 */
export function createServer(send: (reply: Reply) => void): Server {
  const clients = new Map<number, Handlers<MethodName>>();
  const handlersOf = (client: number) => {
    const handlers = clients.get(client) ?? {
      ...seriesServer(),
      ...profileServer(),
      ...spectraServer(),
      ...jobServer(),
    };
    clients.set(client, handlers);
    return handlers;
  };
  const underWay = new Map<number, AbortController>();
  const answer = async (id: number, handlers: Handlers<MethodName>, method: MethodName, input: unknown) => {
    const controller = new AbortController();
    underWay.set(id, controller);
    const onProgress = (done: number, total: number | undefined) =>
      send({ id, progress: { done, total: total ?? null } });
    try {
      const handle = handlers[method] as (input: unknown, context: RunContext) => Promise<unknown>;
      send({ id, value: await handle(input, { signal: controller.signal, onProgress }) });
    } catch (error) {
      send({ id, fault: faultOf(error, controller.signal) });
    } finally {
      underWay.delete(id);
    }
  };
  return {
    receive(call) {
      if ("cancel" in call) underWay.get(call.id)?.abort();
      else if ("leave" in call) clients.delete(call.client);
      else void answer(call.id, handlersOf(call.client), call.method, call.input);
    },
  };
}
