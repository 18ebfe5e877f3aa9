import type { Registry } from "../plugin/registry.ts";
import type { RunContext } from "./run-context.ts";

/** What a task sees besides its input. The registry is made in the worker from the same configuration module. */
export interface TaskContext extends RunContext {
  readonly registry: Registry;
  /**
   * What `map` was given for all of its tasks, by name. The values are the same objects for every task that a worker runs on the same
   * content, so that what is made of them may be kept in a WeakMap. Tasks must not write to them.
   */
  readonly shared: Readonly<Record<string, unknown>>;
}

/** What `map` may be given besides its inputs. */
export interface MapContext extends RunContext {
  /** Cloneable data that all tasks need, by name. A worker gets each value once, known by its content, and not with every task. */
  readonly shared?: Readonly<Record<string, unknown>>;
}

/**
 * A named, exported function of cloneable data, so that it can run in another thread or on another machine.
 * Models travel as records.
 */
export interface Task<Input, Output> {
  readonly module: string;
  readonly export: string;
  readonly run: (input: Input, context: TaskContext) => Output | Promise<Output>;
}

/** An error as data. */
export interface ErrorRecord {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}

/** One outcome per input. A task that throws, or whose worker dies, fails alone. */
export type TaskOutcome<Output> = { readonly index: number; readonly attempts: number } & (
  | { readonly status: "done"; readonly value: Output }
  | {
      readonly status: "failed";
      readonly error: ErrorRecord;
      /** Whether its workers were lost with it, as often as the executor allows: it has not failed by itself. */
      readonly lost?: true;
    }
);

/** Runs independent tasks. */
export interface Executor {
  readonly id: string;
  /** How many tasks run at once. */
  readonly concurrency: number;
  /**
   * Outcomes arrive as they finish. Tasks may run more than once, so they are pure; random seeds derive from (seed, index).
   * Inputs are taken as tasks begin, so there may be any number of them. An abort ends the iteration with the error "aborted".
   */
  map<Input, Output>(
    task: Task<Input, Output>,
    inputs: Iterable<Input>,
    context?: MapContext,
  ): AsyncIterable<TaskOutcome<Output>>;
  close(): Promise<void>;
}
