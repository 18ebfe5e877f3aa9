/** How long [ms] a batch should take: much longer than sending it, much shorter than what anyone waits for. */
const target = 20;
/** Most tasks in a batch: what a lost worker costs. */
const mostTasks = 1000;

/** How many tasks go together; learned from how long they take. The size changes nothing about the results. */
export interface BatchSize {
  current(): number;
  /** `tasks` took `time` [ms] together. */
  learn(tasks: number, time: number): void;
}

/** One task at first, at most four times as many as before after that. */
export function createBatchSize(): BatchSize {
  let size = 1;
  return {
    current: () => size,
    learn(tasks, time) {
      const wanted = Math.floor((tasks * target) / Math.max(time, 0.01));
      size = Math.max(1, Math.min(wanted, 4 * size, mostTasks));
    },
  };
}
