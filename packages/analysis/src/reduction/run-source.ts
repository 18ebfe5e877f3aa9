import type { Observation, RunContext } from "@gammakit/core";
import { type DataStore, openDataStore, type ResponseType, readObservation } from "@gammakit/io";
import type { FolderHost } from "../host.ts";
import type { JointRecorder } from "../provenance/joint-recorder.ts";
import { createRecorder, type Recorder } from "../provenance/recorder.ts";

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
    open: (name, context) => openDataStore(recorder.folder(host.openFolder(name)), { inflate: host.inflate, context }),
    read: (store, id, responses, context) => readObservation(store, id, { responses, context }),
  };
}

/** What keeps runs from one job to the next. */
export interface KeptRuns {
  /** The same runs for one job, each read once for all; what the job uses of them is recorded for it, whoever has read it. */
  sourceFor(recorder: JointRecorder): RunSource;
  /** Every run that is kept. */
  runs(): readonly Observation[];
}

/** Something that was read, and the account of the files that it was read from. */
interface Kept<T> {
  readonly value: T;
  readonly recorder: Recorder;
}

/** Runs of the folders of a host that are read once and kept; a read that fails or is called off is tried again by the next who asks. */
export function keptRuns(host: FolderHost): KeptRuns {
  const stores = new Map<string, Promise<Kept<DataStore>>>();
  const reads = new Map<string, Promise<Kept<Observation>>>();
  const done = new Map<string, Observation>();
  const openOnce = async (name: string, context: RunContext | undefined): Promise<Kept<DataStore>> => {
    const recorder = createRecorder(host.sha256);
    const folder = host.openFolder(name);
    const store = await freshRuns({ ...host, openFolder: () => folder }, recorder).open(name, context);
    // The files of a run are recorded by whoever reads it.
    return { value: { ...store, folder }, recorder };
  };
  const readOnce = async (key: string, store: DataStore, ...rest: Rest): Promise<Kept<Observation>> => {
    const recorder = createRecorder(host.sha256);
    const own = { ...store, folder: recorder.folder(store.folder) };
    const value = await freshRuns(host, recorder).read(own, ...rest);
    done.set(key, value);
    return { value, recorder };
  };
  return {
    sourceFor: (job) => ({
      async open(name, context) {
        const { value, recorder } = await keep(stores, name, context, () => openOnce(name, context));
        job.include(recorder);
        return value;
      },
      async read(store, id, responses, context) {
        const key = JSON.stringify([store.name, id, responses]);
        const read = () => readOnce(key, store, id, responses, context);
        const { value, recorder } = await keep(reads, key, context, read);
        job.include(recorder);
        return value;
      },
    }),
    runs: () => [...done.values()],
  };
}

type Rest = [id: number, responses: readonly ResponseType[], context: RunContext | undefined];

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
