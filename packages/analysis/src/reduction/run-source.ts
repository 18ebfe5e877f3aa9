import type { Observation, RunContext } from "@gammakit/core";
import { type DataStore, openDataStore, type ResponseType, readObservation } from "@gammakit/io";
import type { FolderHost } from "../host.ts";
import type { Recorder } from "../provenance/recorder.ts";

/** Where the runs of a job come from. */
export interface RunSource {
  /** Opens the data store that a job names. */
  open(name: string, context: RunContext | undefined): Promise<DataStore>;
  /** Reads a run with some of its responses. */
  read(
    store: DataStore,
    id: number,
    responses: readonly ResponseType[],
    context: RunContext | undefined,
  ): Promise<Observation>;
}

/** Reads from the folders of a host each time it is asked; what was read is recorded. */
export function freshRuns(host: FolderHost, recorder: Recorder): RunSource {
  return {
    open: (name, context) =>
      openDataStore(recorder.folder(host.openFolder(name)), {
        ...(host.inflate && { inflate: host.inflate }),
        ...(context && { context }),
      }),
    read: (store, id, responses, context) => readObservation(store, id, { responses, ...(context && { context }) }),
  };
}

/** A source that keeps what it has read. */
export interface KeptRuns extends RunSource {
  /** Every run that is kept. */
  runs(): readonly Observation[];
}

/** The same runs, each read once and kept; a read that fails or is called off is tried again by the next who asks. */
export function keptRuns(source: RunSource): KeptRuns {
  const stores = new Map<string, Promise<DataStore>>();
  const reads = new Map<string, Promise<Observation>>();
  const done = new Map<string, Observation>();
  return {
    open: (name, context) => keep(stores, name, context, () => source.open(name, context)),
    read: (store, id, responses, context) => {
      const key = JSON.stringify([store.name, id, responses]);
      return keep(reads, key, context, async () => {
        const run = await source.read(store, id, responses, context);
        done.set(key, run);
        return run;
      });
    },
    runs: () => [...done.values()],
  };
}

/**
 * What `known` has for the key, else what `make` gives, which is kept. What fails is forgotten; one that was called off by somebody
 * else is begun again.
 */
export async function keep<T>(
  known: Map<string, Promise<T>>,
  key: string,
  context: RunContext | undefined,
  make: () => Promise<T>,
): Promise<T> {
  context?.signal?.throwIfAborted();
  const before = known.get(key);
  const found = before ?? make();
  known.set(key, found);
  try {
    return await found;
  } catch (error) {
    if (known.get(key) === found) known.delete(key);
    // Another, who has called it off, began it.
    if (before !== undefined && !context?.signal?.aborted) return keep(known, key, context, make);
    throw error;
  }
}
