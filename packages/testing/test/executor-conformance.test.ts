import { inlineExecutor } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import * as api from "../src/index.ts";
import { executorConformance } from "../src/index.ts";
import { failuresOf } from "./support/failures.ts";
import { type Fault, poolExecutor } from "./support/pool-executor.ts";

describe.each([1, 3])("an executor of %i at once passes", (concurrency) => {
  const options = { optimizers: [] };
  for (const { name, run } of executorConformance(() => poolExecutor(undefined, concurrency), options)) test(name, run);
});

describe("the executor that comes with core passes", () => {
  for (const { name, run } of executorConformance(() => inlineExecutor())) test(name, run);
});

const wrong: readonly (readonly [Fault, string, RegExp])[] = [
  [
    "forgets the last",
    "gives one outcome per input, with its index",
    /For 5 inputs there are outcomes with the indices/,
  ],
  ["counts from one", "gives one outcome per input, with its index", /indices 1, 2, 3, 4, 5/],
  [
    "throws when a task does",
    "a task that throws fails alone, with its code, message and details",
    /not for this task/,
  ],
  [
    "keeps errors as they are",
    "a task that throws fails alone, with its code, message and details",
    /code "undefined"|plain/,
  ],
  ["forgets codes", "a task that throws fails alone, with its code, message and details", /expected "unsupported"/],
  ["has no words for undefined", "whatever a task throws is an error with words", /the text 0|has no message/],
  ["never tried", "counts the attempts from 1", /has 0 attempts/],
  ["takes all inputs", "takes inputs as it needs them, and closes their iterator", /without waiting/],
  ["keeps the iterator", "takes inputs as it needs them, and closes their iterator", /does not close the iterator/],
  ["runs one more", "runs no more tasks at once than it says", /3 tasks ran at once, and it says 2/],
  ["gives arrays away", "typed arrays arrive as they were, and stay with the caller", /The inputs differs? at 0/],
  ["counts down", "tells progress up to the number of inputs", /expected|became|Progress/],
  ["says nothing", "tells progress up to the number of inputs", /4 became undefined/],
  ["hides errors of inputs", "an error of the inputs reaches the caller", /as if all inputs had been there/],
  ["works when closed", "refuses work after it was closed", /is not refused/],
  ["closes once", "can be closed twice, used or not", /closed already/],
  ["has no registry", "tasks have the registry", /failed/],
  ["begins in spite of an abort", "runs nothing when aborted before it starts", /is not refused/],
  ["ends quietly", "an abort ends the iteration and the running tasks", /outcomes with the indices none/],
  ["mixes runs", "two runs at once are kept apart", /For 5 inputs|For 2 inputs/],
];
test.each(wrong)("one that %s is found out", async (fault, name, words) => {
  const cases = executorConformance(() => poolExecutor(fault)).filter((one) => one.name === name);
  expect(cases).toHaveLength(1);
  expect((await failuresOf(cases)).get(name)).toMatch(words);
});

test("an executor with workers is tried with tasks that kill them, too", () => {
  const names = executorConformance(() => poolExecutor(), { workers: true }).map(({ name }) => name);
  expect(names.slice(-2)).toEqual([
    "a task whose worker dies fails alone",
    "a task whose code is not there fails, and says where it was looked for",
  ]);
  expect(new Set(names).size).toBe(names.length);
});

test("every task is found by its module and name, as a function and as a task", () => {
  const tasks = Object.entries(api).filter(([name]) => name.endsWith("Task"));
  expect(tasks).toHaveLength(8);
  for (const [name, task] of tasks) {
    expect(task).toBeTypeOf("function");
    expect({ ...task }).toEqual({ module: "@gammakit/testing", export: name, run: expect.any(Function) });
  }
});
