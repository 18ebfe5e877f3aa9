import { type Executor, isGammakitError } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { checkSquares, collect, type UsingExecutor } from "./executor-runs.ts";
import { endlessTask, squareTask } from "./executor-tasks.ts";
import { checkRefused, describeError, thrownBy } from "./refuses.ts";
import { checkSame } from "./same.ts";

/** How inputs and outcomes flow: in step, with progress, and no further than somebody listens. */
export function flowCases(using: UsingExecutor): readonly ConformanceCase[] {
  return [
    using("takes inputs as it needs them, and closes their iterator", checkBackPressure),
    using("an error of the inputs reaches the caller", checkBrokenInputs),
    using("tells progress up to the number of inputs", checkProgress),
  ];
}

/** What an abort does. */
export function abortCases(using: UsingExecutor): readonly ConformanceCase[] {
  return [
    using("runs nothing when aborted before it starts", async (executor) => {
      const controller = new AbortController();
      controller.abort();
      let taken = 0;
      function* inputs() {
        for (;;) yield endless(taken++);
      }
      const run = async () => {
        for await (const _ of executor.map(squareTask, inputs(), { signal: controller.signal })) break;
      };
      await checkRefused("A run with a signal that is aborted", run, "aborted");
      check(taken <= executor.concurrency, `It took ${taken} inputs though it was aborted before.`);
      await checkSquares(executor);
    }),
    using("an abort ends the iteration and the running tasks", async (executor) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      const run = () => collect(executor, endlessTask, [1, 2, 3], { signal: controller.signal });
      await checkRefused("A run that is aborted", run, "aborted");
      await checkSquares(executor);
    }),
    using("an abort after the end changes nothing", async (executor) => {
      const controller = new AbortController();
      await collect(executor, squareTask, [1, 2], { signal: controller.signal });
      controller.abort();
      await checkSquares(executor);
    }),
  ];
}

/** What closing does. */
export function closingCases(using: UsingExecutor): readonly ConformanceCase[] {
  return [
    using("can be closed twice, used or not", async (executor) => {
      await checkSquares(executor);
      await executor.close();
      await executor.close();
    }),
    using("refuses work after it was closed", async (executor) => {
      await executor.close();
      await checkRefused("A run after it was closed", () => collect(executor, squareTask, [1, 2]));
    }),
  ];
}

/** Passes the number of an input on, and ends a run that takes inputs for ever. */
function endless(taken: number): number {
  check(taken < 100_000, `It takes inputs without waiting: ${taken} of an endless list.`);
  return taken;
}

async function checkBackPressure(executor: Executor): Promise<void> {
  let [taken, closed, heard] = [0, false, 0];
  function* inputs() {
    try {
      for (;;) yield endless(taken++);
    } finally {
      closed = true;
    }
  }
  // Some for every worker in store is fair; all of an endless list is not.
  const most = 4 * executor.concurrency + 4;
  for await (const _ of executor.map(squareTask, inputs())) {
    heard += 1;
    check(taken <= heard + most, `It took ${taken} inputs when ${heard} outcomes had been asked for.`);
    if (heard === 10) break;
    if (heard % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  check(heard === 10, `It ended after ${heard} outcomes of an endless list.`);
  check(closed, "It does not close the iterator of the inputs when the caller leaves.");
  const before = taken;
  await checkSquares(executor);
  check(taken === before, "It takes inputs after the caller left.");
}

async function checkBrokenInputs(executor: Executor): Promise<void> {
  const own = new Error("the inputs are broken");
  function* inputs() {
    yield 1;
    yield 2;
    throw own;
  }
  const run = async () => {
    for await (const { index } of executor.map(squareTask, inputs())) check(index < 2, "There are more outcomes.");
  };
  const thrown = await thrownBy(run);
  check(thrown !== undefined, "The iteration ends as if all inputs had been there.");
  const isTold = thrown.error === own || (isGammakitError(thrown.error) && thrown.error.cause === own);
  check(isTold, `The error of the inputs became ${describeError(thrown.error)}.`);
  await checkSquares(executor);
}

async function checkProgress(executor: Executor): Promise<void> {
  const told: [number, number | undefined][] = [];
  const onProgress = (done: number, total: number | undefined) => void told.push([done, total]);
  await collect(executor, squareTask, [5, 6, 7, 8], { onProgress });
  const done = told.map(([count]) => count);
  checkSame("The last count of progress", 4, done.at(-1));
  check(
    done.every((count, i) => Number.isSafeInteger(count) && count >= (done[i - 1] ?? 0)),
    `Progress goes ${done.join(", ")}.`,
  );
  check(
    told.every(([, total]) => total === undefined || total === 4),
    `The total is said to be ${told.map(([, total]) => total).join(", ")}, there are 4 inputs.`,
  );
}
