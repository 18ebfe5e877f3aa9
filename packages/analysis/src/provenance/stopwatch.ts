/** Measures how long the stages of a job take. */
export interface Stopwatch {
  /** Runs a stage and adds its duration. */
  time<T>(stage: string, work: () => T | Promise<T>): Promise<T>;
  /** Duration of each stage so far [s]. */
  readonly durations: Readonly<Record<string, number>>;
}

/** A stopwatch with no stages yet. */
export function createStopwatch(): Stopwatch {
  const durations: Record<string, number> = {};
  return {
    durations,
    async time(stage, work) {
      const start = performance.now();
      try {
        return await work();
      } finally {
        durations[stage] = (durations[stage] ?? 0) + (performance.now() - start) / 1000;
      }
    },
  };
}
