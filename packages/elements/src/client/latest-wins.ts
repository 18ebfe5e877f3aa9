/** Runs work for the newest of many wishes. */
export interface LatestWins<T> {
  /** Wishes that come while work is under way replace each other; the last is worked on next. */
  wish(wish: T): void;
  /** Gives up what is under way and what waits. */
  cancel(): void;
  /** Resolves when nothing is under way and nothing waits. */
  idle(): Promise<void>;
}

/**
 * One piece of work at a time, always on the newest wish. `work` deals with its own errors, and ends when it is called off. On a wish
 * that was overtaken it is called off after `patience` [ms]: before it, finishing is sooner than beginning anew.
 */
export function createLatestWins<T>(
  work: (wish: T, signal: AbortSignal) => Promise<void>,
  patience = 1000,
): LatestWins<T> {
  let waiting: { readonly wish: T } | undefined;
  let current:
    | { readonly controller: AbortController; readonly since: number; readonly done: Promise<void> }
    | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const begin = () => {
    if (waiting === undefined) return;
    const { wish } = waiting;
    waiting = undefined;
    const controller = new AbortController();
    const done = work(wish, controller.signal).finally(() => {
      clearTimeout(leaving);
      current = undefined;
      begin();
    });
    current = { controller, since: performance.now(), done };
  };
  return {
    wish(wish) {
      waiting = { wish };
      if (current === undefined) {
        begin();
        return;
      }
      const { controller, since } = current;
      const left = since + patience - performance.now();
      clearTimeout(leaving);
      if (left > 0) leaving = setTimeout(() => controller.abort(), left);
      else controller.abort();
    },
    cancel() {
      waiting = undefined;
      current?.controller.abort();
    },
    async idle() {
      while (current !== undefined) await current.done;
    },
  };
}
