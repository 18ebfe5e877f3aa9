/** Where the work of a job may be done, as `--executor` has it. */
export const executorNames = ["inline", "threads", "bullmq"] as const;

/** One of them. */
export type ExecutorName = (typeof executorNames)[number];
