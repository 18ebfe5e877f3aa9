import {
  type ErrorRecord,
  type Executor,
  errorFromRecord,
  GammakitError,
  type RunContext,
  type Task,
  toExtensionRecord,
} from "@gammakit/core";

/** What became of one input: its value, or why its workers were lost with it, or it was given up. */
export type TaskResult<Output> = { readonly value: Output } | { readonly lost: ErrorRecord };

/** What tasks need besides their inputs. */
export interface TaskData {
  readonly context: RunContext;
  /** Cloneable. */
  readonly shared: Readonly<Record<string, unknown>>;
  /** Whether a task that throws is given up alone, unless all throw. */
  readonly isAlone?: boolean;
}

/** Runs a task for each of `inputs`; the results, in their order, are put into `results` as they arrive. Throws what a task throws, or only what all throw, and "aborted". */
export async function runTasks<Input, Output>(
  executor: Executor,
  task: Task<Input, Output>,
  inputs: readonly Input[],
  { context: { signal, onProgress }, shared, isAlone = false }: TaskData,
  results: TaskResult<Output>[] = [],
): Promise<readonly TaskResult<Output>[]> {
  const context = { shared, ...(signal && { signal }), ...(onProgress && { onProgress }) };
  const thrown: ErrorRecord[] = [];
  for await (const outcome of executor.map(task, inputs, context)) {
    if (outcome.status === "done") results[outcome.index] = { value: outcome.value };
    else if (outcome.lost) results[outcome.index] = { lost: outcome.error };
    else if (isAlone) {
      results[outcome.index] = { lost: outcome.error };
      thrown[outcome.index] = outcome.error;
    } else throw errorFromRecord(outcome.error);
  }
  if (inputs.length > 0 && Object.keys(thrown).length === inputs.length) throw errorFromRecord(thrown[0]);
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
