import { compileIntervals, type Observation, type RunContext, type TimeInterval } from "@gammakit/core";
import type { DataStore, ObservationEntry, ResponseType } from "@gammakit/io";
import type { ReductionSettings } from "./reduction-block.ts";
import { createRunGate } from "./run-gate.ts";
import type { RunSource } from "./run-source.ts";

/** Times of an index are only good enough to leave out runs that are clearly elsewhere [s]. */
const margin = 60;

/** The runs that may hold data of one of the intervals, as far as the index tells. */
export function runsInReach(
  entries: readonly ObservationEntry[],
  intervals: readonly TimeInterval[],
): readonly ObservationEntry[] {
  const find = compileIntervals(intervals);
  return entries.filter(({ start, stop, reference }) => {
    if (start === undefined || stop === undefined || !(stop >= start)) return true;
    return find(reference, start - margin, stop + margin).length > 0;
  });
}

/** What decides which responses of a run are read. */
type RunNeeds = Pick<ReductionSettings, "on" | "containmentCorrection">;

/** The responses that the reduction of a run needs. */
function responsesOf(
  { on, containmentCorrection }: RunNeeds,
  { hdus }: DataStore,
  id: number,
): readonly ResponseType[] {
  if (containmentCorrection) return ["aeff", "edisp", "psf"];
  // Without this table the effective area may tell one radius for all energies.
  const hasCut = on.kind === "point" && hdus.get(id)?.some(({ type }) => type === "rad_max");
  return hasCut ? ["aeff", "edisp", "rad_max"] : ["aeff", "edisp"];
}

/** How many runs are under way at a time: while one is unpacked, another is decoded. */
const atATime = 3;

/** Files of this many bytes together, as each run takes memory: a run that is larger is read when those before it are done. */
const bytesAtATime = 2 ** 26;

/** Reads the runs and hands each to `use`, in their order: one is used while the next are unpacked beside this thread. */
export async function readRuns(
  source: RunSource,
  store: DataStore,
  entries: readonly ObservationEntry[],
  settings: RunNeeds,
  context: RunContext | undefined,
  use: (run: Observation) => void,
): Promise<void> {
  const gate = createRunGate(bytesAtATime);
  const underWay = new Map<number, Promise<Observation>>();
  const begin = (i: number) => {
    if (i >= entries.length) return;
    const { id } = entries[i];
    const run = source.read(gate.store(store, i), id, responsesOf(settings, store, id), context);
    // Where a run before it fails, nobody waits for this one any more.
    run.catch(() => undefined);
    underWay.set(i, run);
  };
  // A function of its own: what it holds of a run is let go before the next one may begin.
  const finish = async (i: number) => {
    const run = (await underWay.get(i)) as Observation;
    underWay.delete(i);
    begin(i + atATime);
    use(run);
  };
  try {
    for (let i = 0; i < atATime; i++) begin(i);
    for (let i = 0; i < entries.length; i++) {
      await finish(i);
      gate.release(i);
      context?.onProgress?.(i + 1, entries.length);
    }
  } finally {
    gate.close();
  }
}
