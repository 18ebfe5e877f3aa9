import { type Observation, type RunContext, secondsBetween, type TimeInterval } from "@gammakit/core";
import { type DataStore, type ObservationEntry, type ResponseType, readObservation } from "@gammakit/io";

/** Times of an index are only good enough to leave out runs that are clearly elsewhere [s]. */
const margin = 60;

/** The runs that may hold data of one of the intervals, as far as the index tells. */
export function runsInReach(
  entries: readonly ObservationEntry[],
  intervals: readonly TimeInterval[],
): readonly ObservationEntry[] {
  return entries.filter(({ start, stop, reference }) => {
    if (start === undefined || stop === undefined || !(stop >= start)) return true;
    return intervals.some(
      (interval) =>
        secondsBetween(reference, interval.start) < stop + margin &&
        secondsBetween(reference, interval.stop) > start - margin,
    );
  });
}

/** Reads the runs in their order. */
export async function readRuns(
  store: DataStore,
  entries: readonly ObservationEntry[],
  responses: readonly ResponseType[],
  context: RunContext | undefined,
): Promise<readonly Observation[]> {
  const runs: Observation[] = [];
  // Two files at a time: one is being unpacked while the next is read from the disk.
  let next =
    entries.length > 0 ? readObservation(store, entries[0].id, { responses, ...(context && { context }) }) : undefined;
  for (let i = 0; i < entries.length; i++) {
    const current = next as Promise<Observation>;
    next =
      i + 1 < entries.length
        ? readObservation(store, entries[i + 1].id, { responses, ...(context && { context }) })
        : undefined;
    next?.catch(() => undefined);
    runs.push(await current);
    context?.onProgress?.(i + 1, entries.length);
  }
  return runs;
}
