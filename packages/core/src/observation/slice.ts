import { GammakitError } from "../errors/gammakit-error.ts";
import { type EventList, isSorted, pickIndices, selectEvents, selectSorted } from "../events/events.ts";
import { clipGti, createGti, type Gti, gtiIntervals, gtiRounding, insideGti, unionGti } from "../events/gti.ts";
import { secondsBetween } from "../time/instant.ts";
import type { Instant } from "../time/scale.ts";
import type { Observation } from "./observation.ts";

/** A stretch of time, from `start` up to but not including `stop`. */
export interface TimeInterval {
  readonly start: Instant;
  readonly stop: Instant;
}

/**
 * The part of an observation inside a time interval: good time intervals clipped to it, events with start ≤ t < stop and
 * inside the good time, to its rounding. Undefined where no good time is left. Pieces below a microsecond are left out: they come from rounding,
 * where an interval ends as the run begins.
 */
export function sliceObservation(observation: Observation, interval: TimeInterval): Observation | undefined {
  return sliceSorted(observation, interval, isSorted(observation.events.time));
}

function sliceSorted(observation: Observation, interval: TimeInterval, sorted: boolean): Observation | undefined {
  const { reference } = observation.gti;
  const gti = withoutSlivers(
    clipGti(observation.gti, secondsBetween(reference, interval.start), secondsBetween(reference, interval.stop)),
  );
  if (gti.start.length === 0) return undefined;
  const { events } = observation;
  const select = sorted ? selectSorted : selectEvents;
  const selected = select(
    events,
    secondsBetween(events.reference, interval.start),
    secondsBetween(events.reference, interval.stop),
  );
  return { ...observation, gti, events: eventsInGoodTime(selected, observation.gti, sorted) };
}

/**
 * The parts of the observations in each interval, by interval, then in the order of the observations. Observations keep
 * their `id`; `part` counts the parts of each from 0. An interval without data gives an empty list.
 */
export function splitByTime(
  observations: readonly Observation[],
  intervals: readonly TimeInterval[],
): readonly (readonly Observation[])[] {
  const parts = new Map<number, number>();
  const sorted = observations.map(({ events }) => isSorted(events.time));
  return intervals.map((interval) =>
    observations.flatMap((observation, i) => {
      const slice = sliceSorted(observation, interval, sorted[i]);
      if (slice === undefined) return [];
      const part = parts.get(observation.id) ?? 0;
      parts.set(observation.id, part + 1);
      return [{ ...slice, part }];
    }),
  );
}

/**
 * Consecutive intervals between `edges`. Throws "invalid-input" naming the first edge that does not lie after the one before.
 */
export function intervalsFromEdges(edges: readonly Instant[]): readonly TimeInterval[] {
  if (edges.length < 2) {
    throw new GammakitError("invalid-input", `Time edges: at least two are needed, got ${edges.length}.`);
  }
  return edges.slice(1).map((stop, i) => {
    if (!(secondsBetween(edges[i], stop) > 0)) {
      throw new GammakitError(
        "invalid-input",
        `Time edges must increase, but edge ${i + 1} does not lie after edge ${i}.`,
      );
    }
    return { start: edges[i], stop };
  });
}

/** Shortest piece of good time that is more than rounding [s]. */
const resolution = 1e-6;

function withoutSlivers(gti: Gti): Gti {
  const intervals = gtiIntervals(gti);
  const kept = intervals.filter(([start, stop]) => stop - start > resolution);
  return kept.length === intervals.length ? gti : createGti(gti.reference, kept);
}

/** Up to how many intervals each time is compared with all of them. */
const fewIntervals = 16;

/** The same as `insideGti` with the margin of rounding, for many intervals: sorted once, searched by halves. */
function compileInside(gti: Gti): (time: number) => boolean {
  const { start, stop } = unionGti(gti);
  const last = start.length - 1;
  return (time) => {
    let [low, high] = [0, last];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (start[middle] <= time) low = middle;
      else high = middle - 1;
    }
    const from = low === 0 ? start[low] - gtiRounding : start[low];
    return time >= from && time < (low === last ? stop[low] + gtiRounding : stop[low]);
  };
}

/** Events inside the good time; views where it is one interval and the events are sorted, as in most runs. */
function eventsInGoodTime(events: EventList, gti: Gti, sorted: boolean): EventList {
  const { time } = events;
  const shift = secondsBetween(gti.reference, events.reference);
  if (sorted && gti.start.length === 1)
    return selectSorted(events, gti.start[0] - gtiRounding, gti.stop[0] + gtiRounding, shift);
  const isInside = gti.start.length > fewIntervals ? compileInside(gti) : (t: number) => insideGti(gti, t, gtiRounding);
  const inside: number[] = [];
  for (let i = 0; i < time.length; i++) if (isInside(time[i] + shift)) inside.push(i);
  return inside.length === time.length ? events : pickIndices(events, Int32Array.from(inside));
}
