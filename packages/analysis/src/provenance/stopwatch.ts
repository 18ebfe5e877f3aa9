/** Measures how long the stages of a job take. */
export interface Stopwatch {
  /** Runs a stage and adds its duration, but for what {@link within} took of it. */
  time<T>(stage: string, work: () => T | Promise<T>): Promise<T>;
  /** Runs a piece of one stage that falls into the time of another. */
  within<T>(stage: string, work: () => T): T;
  /** Duration of each stage so far [s]. */
  readonly durations: Readonly<Record<string, number>>;
}

/** A stopwatch with no stages yet; `now` tells the time [ms]. */
export function createStopwatch(now: () => number = () => performance.now()): Stopwatch {
  const durations: Record<string, number> = {};
  let elsewhere = 0;
  const add = (stage: string, milliseconds: number) => {
    durations[stage] = (durations[stage] ?? 0) + milliseconds / 1000;
  };
  return {
    durations,
    async time(stage, work) {
      const [start, before] = [now(), elsewhere];
      try {
        return await work();
      } finally {
        add(stage, now() - start - (elsewhere - before));
      }
    },
    within(stage, work) {
      const start = now();
      try {
        return work();
      } finally {
        const taken = now() - start;
        elsewhere += taken;
        add(stage, taken);
      }
    },
  };
}
