import type { ErrorRecord } from "../contracts/executor.ts";

/** Tasks that go to a worker together: inputs of one function. Cloneable, as its inputs are. */
export interface TaskBatch {
  readonly module: string;
  readonly export: string;
  readonly inputs: readonly unknown[];
}

/** What became of one input of a batch. */
export type TaskReply =
  | { readonly status: "done"; readonly value: unknown }
  | { readonly status: "failed"; readonly error: ErrorRecord };

/** Where batches run: what is different between threads, web workers and queues. */
export interface TaskPool<Shared = unknown> {
  /** How many batches run at once. */
  readonly concurrency: number;
  /** Prepares the shared data of a call of `map`, once. */
  share(values: Readonly<Record<string, unknown>>): Shared | Promise<Shared>;
  /**
   * Runs a batch on any worker: a reply for each input, in order, and maybe the `time` [ms] of the work alone, where the way there takes
   * long: batches are made longer then. Rejects where the worker was lost, and at once when `signal` is
   * aborted; the batch is then worked on no longer. Rejects with a GammakitError where no worker can be had, and with an error named
   * "DataCloneError" where inputs or replies can't be sent.
   */
  run(
    batch: TaskBatch,
    shared: Shared,
    signal: AbortSignal,
  ): Promise<readonly TaskReply[] & { readonly time?: number }>;
  /** Ends all workers. Called once. */
  close(): Promise<void>;
}
