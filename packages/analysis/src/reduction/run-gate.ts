import { type ByteSource, GammakitError } from "@gammakit/core";
import type { DataStore } from "@gammakit/io";

/** Lets runs be read at a time as far as their files are small, in their order. */
export interface RunGate {
  /** The same store for one run: a file is read when there is room for it beside those that are under way. */
  store(store: DataStore, run: number): DataStore;
  /** Ends a run: its memory is free. Runs end in their order. */
  release(run: number): void;
  /** Ends all; who still waits is told that reading was called off. */
  close(): void;
}

interface Waiting {
  readonly run: number;
  readonly bytes: number;
  readonly enter: () => void;
  readonly refuse: (error: GammakitError) => void;
}

/** A gate for files of `most` bytes together. The first of the runs that are not ended always passes, however large its files are. */
export function createRunGate(most: number): RunGate {
  const held = new Map<number, number>();
  let waiting: Waiting[] = [];
  let first = 0;
  const heldByAll = () => [...held.values()].reduce((sum, bytes) => sum + bytes, 0);
  const enterThose = () => {
    waiting.sort((a, b) => a.run - b.run);
    while (waiting.length > 0) {
      const [{ run, bytes, enter }] = waiting;
      if (run !== first && heldByAll() + bytes > most) return;
      waiting.shift();
      held.set(run, (held.get(run) ?? 0) + bytes);
      enter();
    }
  };
  const pass = (run: number, bytes: number) =>
    new Promise<void>((enter, refuse) => {
      waiting.push({ run, bytes, enter, refuse });
      enterThose();
    });
  const file = (inner: ByteSource, run: number): ByteSource => {
    let passed: Promise<void> | undefined;
    return {
      ...inner,
      async size(signal) {
        const bytes = await inner.size(signal);
        passed ??= pass(run, bytes);
        await passed;
        return bytes;
      },
    };
  };
  return {
    store: (store, run) => ({
      ...store,
      folder: { ...store.folder, file: (path) => file(store.folder.file(path), run) },
    }),
    release(run) {
      held.delete(run);
      first = run + 1;
      enterThose();
    },
    close() {
      for (const { refuse } of waiting) refuse(new GammakitError("aborted", "Reading was called off."));
      waiting = [];
    },
  };
}
