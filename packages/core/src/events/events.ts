import { GammakitError } from "../errors/gammakit-error.ts";
import type { Instant } from "../time/scale.ts";

/** A list of events: one entry per event in each array. */
export interface EventList {
  /** What `time` counts from, in TT. */
  readonly reference: Instant;
  /** Arrival time [s after the reference, TT]. */
  readonly time: Float64Array;
  /** Right ascension [deg, ICRS]. */
  readonly lon: Float64Array;
  /** Declination [deg, ICRS]. */
  readonly lat: Float64Array;
  /** Reconstructed energy [TeV]. */
  readonly energy: Float64Array;
}

/**
 * The events with start ≤ time < stop, in seconds after the reference, order kept.
 * Where the list is sorted in time the arrays are views of the given ones.
 */
export function selectEvents(events: EventList, start: number, stop: number): EventList {
  const { time } = events;
  if (isSorted(time)) return selectSorted(events, start, stop);
  const inside = new Int32Array(time.length);
  let n = 0;
  for (let i = 0; i < time.length; i++) if (time[i] >= start && time[i] < stop) inside[n++] = i;
  return pickIndices(events, inside.subarray(0, n));
}

/** The same for a list that is known to be sorted; each time counts as `shift` later. */
export function selectSorted(events: EventList, start: number, stop: number, shift = 0): EventList {
  const first = firstFrom(events.time, start, shift);
  return pickRange(events, first, start < stop ? firstFrom(events.time, stop, shift) : first);
}

/** Whether no time lies before the one ahead of it; NaN is out of order. */
export function isSorted(time: Float64Array): boolean {
  if (Number.isNaN(time[0])) return false;
  for (let i = 1; i < time.length; i++) if (!(time[i] >= time[i - 1])) return false;
  return true;
}

/** Index of the first of the sorted times, each `shift` later, that is not before `start`. */
export function firstFrom(time: Float64Array, start: number, shift = 0): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle] + shift < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The events at `indices`. */
export function pickIndices(events: EventList, indices: Int32Array): EventList {
  const pick = (values: Float64Array) => {
    const out = new Float64Array(indices.length);
    for (let i = 0; i < out.length; i++) out[i] = values[indices[i]];
    return out;
  };
  return {
    reference: events.reference,
    time: pick(events.time),
    lon: pick(events.lon),
    lat: pick(events.lat),
    energy: pick(events.energy),
  };
}

function pickRange(events: EventList, first: number, end: number): EventList {
  return {
    reference: events.reference,
    time: events.time.subarray(first, end),
    lon: events.lon.subarray(first, end),
    lat: events.lat.subarray(first, end),
    energy: events.energy.subarray(first, end),
  };
}

/** An event list, checked: all arrays of one length. Throws "invalid-input" otherwise. */
export function createEvents(events: EventList): EventList {
  const lengths = [events.time, events.lon, events.lat, events.energy].map((values) => values.length);
  if (lengths.every((length) => length === lengths[0])) return events;
  throw new GammakitError(
    "invalid-input",
    `An event needs a time, a position and an energy, but the arrays have ${lengths.join(", ")} entries.`,
    { lengths },
  );
}
