import { toErrorRecord } from "../contracts/error-record.ts";
import type { Task, TaskContext } from "../contracts/executor.ts";
import type { TaskBatch, TaskReply } from "./pool.ts";

/** The worker's part of a pool: runs the inputs of a batch one after another. One that throws fails alone. */
export async function runBatch(
  task: Task<unknown, unknown>,
  { inputs }: Pick<TaskBatch, "inputs">,
  context: TaskContext,
): Promise<readonly TaskReply[]> {
  const replies: TaskReply[] = [];
  for (const input of inputs) {
    try {
      replies.push({ status: "done", value: await task.run(input, context) });
    } catch (error) {
      replies.push({ status: "failed", error: toErrorRecord(error) });
    }
  }
  return replies;
}
