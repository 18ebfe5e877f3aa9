import type { RunContext } from "@gammakit/core";

/** Pieces of work of which one that throws never stops the others. */
export interface Survivors {
  /** What piece number `index` gives; undefined where it throws. Throws where the work was called off. */
  attempt<T>(index: number, work: () => T | Promise<T>): Promise<T | undefined>;
  /** Why piece number `index` threw. */
  reasonOf(index: number): string | undefined;
  /** Throws the first error where every piece threw: the fault is not in one of them. */
  throwIfNone(): void;
}

/** A message as the reason of a point, which stands within a sentence. */
export function asReason(message: string): string {
  return message.replace(/\.$/, "");
}

/** Nothing attempted yet. */
export function createSurvivors({ signal }: Pick<RunContext, "signal"> = {}): Survivors {
  const errors = new Map<number, unknown>();
  let count = 0;
  return {
    async attempt(index, work) {
      count++;
      try {
        return await work();
      } catch (error) {
        if (signal?.aborted) throw error;
        errors.set(index, error);
        return undefined;
      }
    },
    reasonOf(index) {
      const error = errors.get(index);
      return errors.has(index) ? asReason(error instanceof Error ? error.message : String(error)) : undefined;
    },
    throwIfNone() {
      for (const error of errors.values()) if (errors.size === count) throw error;
    },
  };
}
