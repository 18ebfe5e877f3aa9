/** How long [ms] a batch should take: much longer than sending it, much shorter than what anyone waits for. */
const target = 20;
/** The same where sending it takes longer. */
const mostTarget = 500;
/** Most tasks in a batch: what a lost worker costs. */
const mostTasks = 1000;

/** Tasks that are sent alone at first: how long they take tells little, while the workers warm up. */
const first = 16;

/** How many tasks go together; learned from how long they take. The size changes nothing about the results. */
export interface BatchSize {
  current(): number;
  /** `tasks` took `time` [ms] together, and their way there and back took `way` [ms]. */
  learn(tasks: number, time: number, way: number): void;
}

/** One task at first, later at most four times as many as before. */
export function createBatchSize(): BatchSize {
  let size = 1;
  let done = 0;
  return {
    current: () => size,
    learn(tasks, time, way) {
      done += tasks;
      if (done < first) return;
      const wanted = Math.floor((tasks * Math.min(Math.max(target, way), mostTarget)) / time);
      size = Math.max(1, Math.min(wanted, 4 * size, mostTasks));
    },
  };
}
