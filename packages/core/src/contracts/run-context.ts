import type { Executor } from "./executor.ts";

/** What a long-running function may be given besides its input; undefined is as good as absent. */
export interface RunContext {
  /** Stops the work at the next convenient point. */
  readonly signal?: AbortSignal | undefined;
  /** Told of progress; `total` is undefined while it is not known. */
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
  /** Where independent pieces of work run; inline when absent. */
  readonly executor?: Executor | undefined;
}
