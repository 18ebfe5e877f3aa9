import type { Call, Fault, InputOf, MethodName, OutputOf, Reply, WorkProgress } from "../protocol.ts";

/** What went wrong in the worker, in words for a person. */
export class WorkError extends Error {
  readonly code: string;

  constructor({ code, message }: Fault) {
    super(message);
    this.name = "WorkError";
    this.code = code;
  }
}

/** The worker as the page sees it. */
export interface Client {
  /** Calls a method; `signal` calls it off at once, and where it already has, nothing is started. */
  call<M extends MethodName>(method: M, input: InputOf<M>, options?: CallOptions): Promise<OutputOf<M>>;
  /** Ends the worker, with all that it keeps. */
  close(): void;
}

/** What a call may say besides. */
interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: WorkProgress) => void;
}

/** A port to the worker, or what stands for one. */
export type Port = Pick<Worker, "postMessage" | "terminate"> & {
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
};

interface Waiting {
  resolve(value: unknown): void;
  reject(error: WorkError): void;
  readonly onProgress: CallOptions["onProgress"];
}

/** A client that talks through a port, which `start` gives. Where that never said a word before it failed, the next call starts another. */
export function createClient(start: () => Port): Client {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let port: Port | undefined;
  const failAll = (message: string) => {
    for (const { reject } of waiting.values()) reject(new WorkError({ code: "internal", message }));
    waiting.clear();
  };
  const begin = (): Port => {
    const begun = started(start);
    let isHeard = false;
    begun.onmessage = ({ data }) => {
      isHeard = true;
      const call = waiting.get(data.id);
      if ("progress" in data) {
        call?.onProgress?.(data.progress);
        return;
      }
      waiting.delete(data.id);
      if ("fault" in data) call?.reject(new WorkError(data.fault));
      else call?.resolve(data.value);
    };
    begun.onerror = (event) => {
      event.preventDefault();
      if (!isHeard) {
        begun.terminate();
        port = undefined;
      }
      failAll(
        `The worker can't run: ${event.message || "its file could not be loaded"}. Is worker.js beside the script of the elements, and the server within reach?`,
      );
    };
    return begun;
  };
  return {
    call<M extends MethodName>(method: M, input: InputOf<M>, { signal, onProgress }: CallOptions = {}) {
      const id = ++last;
      return new Promise<OutputOf<M>>((resolve, reject) => {
        if (signal?.aborted) throw canceled();
        port ??= begin();
        waiting.set(id, { resolve: (value) => resolve(value as OutputOf<M>), reject, onProgress });
        const leave = () => {
          if (!waiting.delete(id)) return;
          port?.postMessage({ id, cancel: true } satisfies Call);
          reject(canceled());
        };
        signal?.addEventListener("abort", leave, { once: true });
        port.postMessage({ id, method, input } satisfies Call);
      });
    },
    close() {
      port?.terminate();
      failAll("The worker was closed.");
    },
  };
}

function canceled(): WorkError {
  return new WorkError({ code: "aborted", message: "Canceled." });
}

/** A browser refuses at once what another server holds, or what the policy of the page forbids. */
function started(start: () => Port): Port {
  try {
    return start();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkError({
      code: "internal",
      message: `The worker can't be started: ${reason} It must come from the server of the page, and the policy of the page must allow it.`,
    });
  }
}
