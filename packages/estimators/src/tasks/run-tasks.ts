import {
  type ErrorRecord,
  type Executor,
  errorFromRecord,
  GammakitError,
  type RunContext,
  type Task,
  toExtensionRecord,
} from "@gammakit/core";

/** What became of one input: its value, or why its workers were lost with it. */
export type TaskResult<Output> = { readonly value: Output } | { readonly lost: ErrorRecord };

/** What tasks need besides their inputs. */
export interface TaskData {
  readonly context: RunContext;
  /** Cloneable. */
  readonly shared: Readonly<Record<string, unknown>>;
}

/** Runs a task for each of `inputs`; the results, in their order, are put into `results` as they arrive. Throws what the task throws, and "aborted". */
export async function runTasks<Input, Output>(
  executor: Executor,
  task: Task<Input, Output>,
  inputs: readonly Input[],
  { context: { signal, onProgress }, shared }: TaskData,
  results: TaskResult<Output>[] = [],
): Promise<readonly TaskResult<Output>[]> {
  const context = { shared, ...(signal && { signal }), ...(onProgress && { onProgress }) };
  for await (const outcome of executor.map(task, inputs, context)) {
    if (outcome.status === "done") results[outcome.index] = { value: outcome.value };
    else if (outcome.lost) results[outcome.index] = { lost: outcome.error };
    else throw errorFromRecord(outcome.error);
  }
  return results;
}

/** How an optimizer or a statistic can be made again in a worker. Throws "invalid-input" where that isn't known. */
export function recordOf(what: string, made: { readonly id: string }) {
  const record = toExtensionRecord(made);
  if (record !== undefined) return record;
  throw new GammakitError(
    "invalid-input",
    `The ${what} "${made.id}" can't be made again in a worker: it does not come as it is from a factory of defineExtension. Put it into a plugin, or leave out the executor.`,
    { id: made.id },
  );
}
