import type { TaskReply } from "@gammakit/core";
import { platformLocks } from "../web/locks.ts";
import type { WebAnswer, WebRequest, WorkerRequest } from "./protocol.ts";
import type { SharedValues } from "./shared-values.ts";

/** The part of a worker's global scope that is used. */
interface WorkerScope {
  postMessage(message: WebAnswer): void;
  addEventListener(type: "message", listener: (event: { readonly data: WebRequest }) => void): void;
}

/** Answers the messages of the page, where this runs in a web worker. */
export function listen(
  serve: (request: WorkerRequest) => Promise<readonly TaskReply[]>,
  values: Pick<SharedValues, "add" | "drop">,
): void {
  const scope = workerScope();
  if (scope === undefined) return;
  const answer = async ({ id, add, drop, request }: WebRequest): Promise<void> => {
    for (const hash of drop) values.drop(hash);
    for (const [hash, value] of Object.entries(add)) values.add(hash, value);
    const replies = await serve(request);
    try {
      scope.postMessage({ kind: "replies", id, replies });
    } catch (error) {
      scope.postMessage({ kind: "uncloneable", id, message: (error as Error).message });
    }
  };
  // `serve` does not throw: what a task throws is part of its reply.
  scope.addEventListener("message", ({ data }) => void answer(data));
  const lock = `gammakit-worker-${Math.random()}-${Math.random()}`;
  const isHeld = platformLocks()?.request(lock, () => {
    scope.postMessage({ kind: "ready", lock });
    return new Promise(() => {});
  });
  if (isHeld === undefined) scope.postMessage({ kind: "ready" });
  else isHeld.catch(() => scope.postMessage({ kind: "ready" }));
}

function workerScope(): WorkerScope | undefined {
  const { WorkerGlobalScope: Scope } = globalThis as { readonly WorkerGlobalScope?: new () => object };
  return Scope !== undefined && globalThis instanceof Scope ? (globalThis as unknown as WorkerScope) : undefined;
}
