import type { Executor, TaskOutcome } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { abortCases, closingCases, flowCases } from "./executor-flow.ts";
import { checkSquares, collect, doneValue, type UsingExecutor } from "./executor-runs.ts";
import {
  arrayTask,
  crashTask,
  type FailInput,
  failTask,
  functionTask,
  registryTask,
  squareTask,
  waitTask,
} from "./executor-tasks.ts";
import { checkSame } from "./same.ts";

/** How an executor is tried. */
export interface ExecutorConformanceOptions {
  /** Whether its tasks run in workers of their own, which may die, and find their code by module and name. */
  readonly workers?: boolean;
  /** Ids of optimizers that the registry of its tasks has; not compared where absent. */
  readonly optimizers?: readonly string[];
}

/** Makes an executor, a fresh one each time. */
export type MakeExecutor = () => Executor | Promise<Executor>;

/**
 * What every executor must do, as cases for any test runner:
 * `for (const { name, run } of executorConformance(() => inlineExecutor())) test(name, run)`.
 * Its tasks are exports of this package, by which workers find them: module "@gammakit/testing", export "squareTask" and others.
 * Every case makes an executor of its own and closes it.
 */
export function executorConformance(
  create: MakeExecutor,
  { workers = false, optimizers }: ExecutorConformanceOptions = {},
): readonly ConformanceCase[] {
  const using = usingExecutor(create);
  return [
    using("has an id and a whole number of tasks at once", async ({ id, concurrency }) => {
      check(id !== "", "The id is empty.");
      check(Number.isSafeInteger(concurrency) && concurrency >= 1, `Its concurrency is ${concurrency}.`);
    }),
    using("gives one outcome per input, with its index", (executor) => checkSquares(executor)),
    using("gives all of many outcomes", (executor) => checkSquares(executor, 500)),
    using("gives nothing for no inputs", async (executor) => {
      check((await collect(executor, squareTask, [])).length === 0, "There are outcomes without inputs.");
    }),
    using("outcomes do not depend on how long tasks take", checkUneven),
    using("a task that throws fails alone, with its code, message and details", checkFailing),
    using("whatever a task throws is an error with words", checkNonErrors),
    using("counts the attempts from 1", checkAttempts),
    using("typed arrays arrive as they were, and stay with the caller", checkArrays),
    using("what cannot be cloned fails alone", checkUncloneable),
    using("tasks have the registry", (executor) => checkRegistry(executor, optimizers)),
    using("runs no more tasks at once than it says", checkConcurrency),
    using("two runs at once are kept apart", checkTwoRuns),
    ...flowCases(using),
    ...abortCases(using),
    ...closingCases(using),
    ...(workers ? workerCases(using) : []),
  ];
}

function usingExecutor(create: MakeExecutor): UsingExecutor {
  return (name, run) => ({
    name,
    run: async () => {
      const executor = await create();
      try {
        await run(executor);
      } finally {
        await executor.close();
      }
    },
  });
}

async function checkUneven(executor: Executor): Promise<void> {
  const inputs = [30, 0, 12, 1, 22, 3].map((time, value) => ({ time, value }));
  const outcomes = await collect(executor, waitTask, inputs);
  checkSame(
    "What the tasks gave",
    inputs.map(({ value }) => value),
    outcomes.map((outcome) => doneValue(outcome).value),
  );
}

async function checkFailing(executor: Executor): Promise<void> {
  const hows = ["not", "gammakit-error", "not", "error", "later", "not"] as const;
  const outcomes = await collect<FailInput, number>(
    executor,
    failTask,
    hows.map((how, value) => ({ how, value })),
  );
  for (const index of [0, 2, 5]) check(doneValue(outcomes[index]) === index, `Task ${index} gave another value.`);
  checkError(outcomes[1], "unsupported", "The value 1 is not for this task.");
  const [, refused] = outcomes;
  if (refused.status === "failed") checkSame("The details", { value: 1, unit: "TeV" }, refused.error.details);
  checkError(outcomes[3], "task-failed", "the error 3");
  checkError(outcomes[4], "task-failed", "the error 4");
}

function checkError(outcome: TaskOutcome<unknown>, code: string, words: string): void {
  const { index, status } = outcome;
  check(status === "failed", `Task ${index} threw and counts as "${status}".`);
  const { error } = outcome;
  check(error.code === code, `The error of task ${index} has the code "${error.code}", expected "${code}".`);
  check(error.message.includes(words), `The error of task ${index} says "${error.message}", expected "${words}".`);
  // What is data can be cloned; an error itself would lose its code.
  check(structuredClone(error).code === code, `The error of task ${index} is not plain data.`);
}

async function checkNonErrors(executor: Executor): Promise<void> {
  const hows = ["text", "undefined", "null", "object", "not"] as const;
  const outcomes = await collect<FailInput, number>(
    executor,
    failTask,
    hows.map((how, value) => ({ how, value })),
  );
  checkError(outcomes[0], "task-failed", "the text 0");
  for (const index of [1, 2, 3]) {
    checkError(outcomes[index], "task-failed", "");
    const outcome = outcomes[index];
    const isSaid = outcome.status === "failed" && outcome.error.message !== "";
    check(isSaid, `A task threw ${hows[index]}, and the error has no message.`);
  }
  check(doneValue(outcomes[4]) === 4, "Task 4 gave another value.");
}

async function checkAttempts(executor: Executor): Promise<void> {
  const inputs = (["not", "error", "not"] as const).map((how, value) => ({ how, value }));
  for (const { index, attempts } of await collect<FailInput, number>(executor, failTask, inputs)) {
    check(Number.isSafeInteger(attempts) && attempts >= 1, `Task ${index} has ${attempts} attempts.`);
  }
}

async function checkArrays(executor: Executor): Promise<void> {
  const inputs = [Float64Array.of(1, 2.5, Number.NaN), Float64Array.of(), Float64Array.of(-0, 1e308)];
  const before = structuredClone(inputs);
  const found = (await collect(executor, arrayTask, inputs)).map(doneValue);
  checkSame("The inputs", before, inputs);
  checkSame(
    "What came back",
    before.map((numbers) => numbers.map((value) => 2 * value)),
    found,
  );
}

async function checkUncloneable(executor: Executor): Promise<void> {
  const results = await collect(executor, functionTask, [0, 1, 2]);
  for (const index of [0, 2]) check(doneValue(results[index]) === index, `Task ${index} gave another value.`);
  const inputs = [1, 2, 3].map((value) => (value === 2 ? { value, hook: () => value } : { value }));
  const outcomes = await collect(
    executor,
    waitTask,
    inputs.map((input) => ({ time: 0, ...input })),
  );
  for (const index of [0, 2])
    check(doneValue(outcomes[index]).value === index + 1, `Task ${index} gave another value.`);
}

async function checkRegistry(executor: Executor, optimizers: readonly string[] | undefined): Promise<void> {
  const [outcome] = await collect(executor, registryTask, ["optimizer" as const]);
  const found = doneValue(outcome);
  if (optimizers !== undefined) checkSame("The optimizers that a task sees", [...optimizers].sort(), [...found].sort());
}

async function checkConcurrency(executor: Executor): Promise<void> {
  const { concurrency } = executor;
  const inputs = Array.from({ length: 3 * Math.min(concurrency, 8) + 2 }, (_, value) => ({ time: 15, value }));
  const spans = (await collect(executor, waitTask, inputs)).map(doneValue);
  for (const { start } of spans) {
    // The clocks of threads agree to a fraction of a millisecond.
    const running = spans.filter((other) => other.start <= start && other.stop > start + 1).length;
    check(running <= concurrency, `${running} tasks ran at once, and it says ${concurrency}.`);
  }
}

async function checkTwoRuns(executor: Executor): Promise<void> {
  const [squares, doubles] = await Promise.all([
    collect(executor, squareTask, [1, 2, 3, 4, 5]),
    collect(executor, arrayTask, [Float64Array.of(1), Float64Array.of(2)]),
  ]);
  checkSame("The squares", [1, 4, 9, 16, 25], squares.map(doneValue));
  checkSame("The doubles", [Float64Array.of(2), Float64Array.of(4)], doubles.map(doneValue));
}

function workerCases(using: UsingExecutor): readonly ConformanceCase[] {
  return [
    using("a task whose worker dies fails alone", async (executor) => {
      const outcomes = await collect(executor, crashTask, [0, 1, 2, 3]);
      checkError(outcomes[1], "task-failed", "");
      for (const index of [0, 2, 3]) check(doneValue(outcomes[index]) === index, `Task ${index} gave another value.`);
      await checkSquares(executor);
    }),
    using("a task whose code is not there fails, and says where it was looked for", async (executor) => {
      for (const place of [
        { module: "@gammakit/testing", export: "noSuchTask" },
        { module: "@gammakit/no-such-module", export: "squareTask" },
      ]) {
        const [outcome] = await collect(executor, { ...place, run: squareTask.run }, [3]);
        const error = outcome.status === "failed" ? outcome.error.message : undefined;
        check(error !== undefined, `A task in ${place.module} under ${place.export}, which is not there, is done.`);
        const isNamed = error.includes(place.module) || error.includes(place.export);
        check(isNamed, `"${error}" names neither ${place.module} nor ${place.export}.`);
      }
      await checkSquares(executor);
    }),
  ];
}
