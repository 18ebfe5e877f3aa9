import type { Executor } from "./executor.ts";

/** What a long-running function may be given besides its input. */
export interface RunContext {
  /** Stops the work at the next convenient point. */
  readonly signal?: AbortSignal;
  /** Told of progress; `total` is undefined while it is not known. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** Where independent pieces of work run; inline when absent. */
  readonly executor?: Executor;
}
