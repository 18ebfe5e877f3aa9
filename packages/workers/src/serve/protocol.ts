import type { TaskBatch, TaskReply } from "@gammakit/core";

/** What a worker is asked: a batch, and what it needs besides. Cloneable. */
export interface WorkerRequest extends TaskBatch {
  /** The shared values by name. */
  readonly shared: Readonly<Record<string, SharedReference>>;
  /** Addresses of modules that export plugins: `export default { plugins: [...] }`, a plugin, or a list of them. */
  readonly plugins: readonly string[];
}

/** A shared value by its content. */
export interface SharedReference {
  readonly hash: string;
  /** The value as Node's `v8.serialize` has it, in memory that all threads see. Absent where the value was sent before. */
  readonly bytes?: SharedArrayBuffer;
}

/** What a web worker is sent: values that its batch needs, by hash, those that are not needed any more, and the batch. */
export interface WebRequest {
  readonly id: number;
  readonly add: Readonly<Record<string, unknown>>;
  readonly drop: readonly string[];
  readonly request: WorkerRequest;
}

/**
 * What it says: that it is ready, and which lock it holds as long as it lives, where there are locks; the replies to a batch, or why
 * they can't be sent.
 */
export type WebAnswer =
  | { readonly kind: "ready"; readonly lock?: string }
  | { readonly kind: "replies"; readonly id: number; readonly replies: readonly TaskReply[] }
  | { readonly kind: "uncloneable"; readonly id: number; readonly message: string };
