import type { Executor, RunContext, Task, TaskOutcome } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { squareTask } from "./executor-tasks.ts";
import { checkSame } from "./same.ts";

/** A case about an executor that is closed afterwards, whatever happens. */
export type UsingExecutor = (name: string, run: (executor: Executor) => Promise<void>) => ConformanceCase;

/** The outcomes of a run, sorted by index. Throws where there is not one for each of `inputs`. */
export async function collect<Input, Output>(
  executor: Executor,
  task: Task<Input, Output>,
  inputs: readonly Input[],
  context?: RunContext,
): Promise<readonly TaskOutcome<Output>[]> {
  const outcomes: TaskOutcome<Output>[] = [];
  for await (const outcome of executor.map(task, inputs, context)) outcomes.push(outcome);
  outcomes.sort((a, b) => a.index - b.index);
  const found = outcomes.map(({ index }) => index);
  const expected = inputs.map((_, i) => i);
  check(
    found.length === expected.length && found.every((index, i) => index === i),
    `For ${inputs.length} inputs there are outcomes with the indices ${found.join(", ") || "none"}.`,
  );
  return outcomes;
}

/** The value of an outcome that must be done. */
export function doneValue<Output>(outcome: TaskOutcome<Output>): Output {
  check(outcome.status === "done", `Task ${outcome.index} failed: ${"error" in outcome ? outcome.error.message : ""}`);
  return outcome.value;
}

/** Throws unless `executor` squares `count` numbers. */
export async function checkSquares(executor: Executor, count = 5): Promise<void> {
  const inputs = Array.from({ length: count }, (_, i) => i - 2);
  const found = (await collect(executor, squareTask, inputs)).map(doneValue);
  checkSame(
    "The squares",
    inputs.map((x) => x * x),
    found,
  );
}
