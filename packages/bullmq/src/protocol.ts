import type { ErrorRecord } from "@gammakit/core";

/** What a job of the queue says besides its inputs, which are bytes of their own. JSON. */
export interface BatchNote {
  readonly module: string;
  readonly export: string;
  /** Hashes of the shared values by name. */
  readonly shared: Readonly<Record<string, string>>;
}

/** What became of a job of the queue. The replies are bytes of their own. JSON. */
export type BatchResult =
  /** The work took `time` [ms]. */
  | { readonly status: "done"; readonly time: number }
  /** The thread ended with it. */
  | { readonly status: "lost"; readonly reason: string }
  /** The worker stops, or the data in Redis are gone: another may have it. */
  | { readonly status: "again" }
  | { readonly status: "uncloneable"; readonly message: string }
  /** The worker doesn't do such things, or can't. */
  | { readonly status: "refused"; readonly error: ErrorRecord };
