/** What comes back from several places, in the order in which it comes. */
export interface Landing<T> {
  add(result: T): void;
  /** Waits for a result; undefined once the signal is aborted. */
  next(): Promise<T | undefined>;
}

/**
 * A landing without a result yet. To race the promises of all results would not do: one that outlives the others, that of a long task
 * or of an abort, keeps every result meanwhile.
 */
export function createLanding<T>(signal?: AbortSignal): Landing<T> {
  const landed: T[] = [];
  let wake: (() => void) | undefined;
  signal?.addEventListener("abort", () => wake?.(), { once: true });
  return {
    add(result) {
      landed.push(result);
      wake?.();
    },
    async next() {
      while (landed.length === 0 && !signal?.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return signal?.aborted ? undefined : landed.shift();
    },
  };
}
