import { GammakitError } from "../errors/gammakit-error.ts";
import { type EventList, firstFrom, isSorted, pickIndices, selectEvents, selectSorted } from "../events/events.ts";
import { clipGti, compileInsideGti, createGti, type Gti, gtiIntervals, gtiRounding } from "../events/gti.ts";
import { secondsBetween } from "../time/instant.ts";
import type { Instant } from "../time/scale.ts";
import { compileIntervals } from "./interval-finder.ts";
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
  return compileSlices(observation, 1)(interval);
}

/** A part of an observation, and in which interval of a list it lies. */
export interface TimePart {
  readonly index: number;
  readonly observation: Observation;
}

/**
 * A function that cuts observations at the borders of the intervals: the parts of each that hold good time, by interval, with their
 * running number. What it costs grows with the intervals that an observation touches, not with all there are.
 */
export function compileSplit(intervals: readonly TimeInterval[]): (observation: Observation) => readonly TimePart[] {
  const find = compileIntervals(intervals);
  return (observation) => {
    const { start, stop, reference } = observation.gti;
    if (start.length === 0) return [];
    const [first, last] = [start.reduce((a, b) => Math.min(a, b)), stop.reduce((a, b) => Math.max(a, b))];
    // A second more on either side: rounding must not lose an interval here.
    const touched = find(reference, first - 1, last + 1);
    const slice = compileSlices(observation, touched.length);
    const parts: TimePart[] = [];
    for (const index of touched) {
      const part = slice(intervals[index]);
      if (part !== undefined) parts.push({ index, observation: { ...part, part: parts.length } });
    }
    return parts;
  };
}

/**
 * The parts of the observations in each interval, by interval, then in the order of the observations. Observations keep
 * their `id`; `part` counts the parts of each from 0. An interval without data gives an empty list.
 */
export function splitByTime(
  observations: readonly Observation[],
  intervals: readonly TimeInterval[],
): readonly (readonly Observation[])[] {
  const split = compileSplit(intervals);
  const bins = intervals.map((): Observation[] => []);
  for (const observation of observations)
    for (const part of split(observation)) bins[part.index].push(part.observation);
  // By interval first, for there may be several observations of one run.
  const parts = new Map<number, number>();
  return bins.map((bin) =>
    bin.map((observation) => {
      const part = parts.get(observation.id) ?? 0;
      parts.set(observation.id, part + 1);
      return observation.part === part ? observation : { ...observation, part };
    }),
  );
}

/** A function that slices one observation `count` times: what all slices need is found once. */
function compileSlices(observation: Observation, count: number): (interval: TimeInterval) => Observation | undefined {
  const { events, gti } = observation;
  const near = compileGtiNear(gti);
  const select = compileSelect(events, count);
  const keep = compileGoodTime(observation);
  return (interval) => {
    const [from, to] = [secondsBetween(gti.reference, interval.start), secondsBetween(gti.reference, interval.stop)];
    const clipped = withoutSlivers(clipGti(near(from, to), from, to));
    if (clipped.start.length === 0) return undefined;
    const [start, stop] = [interval.start, interval.stop].map((instant) => secondsBetween(events.reference, instant));
    return { ...observation, gti: clipped, events: keep(select(start, stop)) };
  };
}

/** The good time intervals that may reach into a stretch: found by halves where they follow each other, as in most runs. */
function compileGtiNear(gti: Gti): (from: number, to: number) => Gti {
  const { reference, start, stop } = gti;
  const inOrder = start.length > fewIntervals && isSorted(start) && isSorted(stop);
  if (!inOrder) return () => gti;
  return (from, to) => {
    const [first, end] = [firstFrom(stop, from), firstFrom(start, to)];
    return { reference, start: start.subarray(first, end), stop: stop.subarray(first, end) };
  };
}

/** Events with start ≤ time < stop. Where they are not sorted and many stretches are asked for, their order is found once. */
function compileSelect(events: EventList, count: number): (start: number, stop: number) => EventList {
  const { time } = events;
  if (isSorted(time)) return (start, stop) => selectSorted(events, start, stop);
  if (count < 3) return (start, stop) => selectEvents(events, start, stop);
  const order = Int32Array.from(time, (_, i) => i)
    .filter((i) => !Number.isNaN(time[i]))
    .sort((a, b) => time[a] - time[b]);
  const sorted = Float64Array.from(order, (i) => time[i]);
  return (start, stop) => {
    const inside = order.slice(firstFrom(sorted, start), Math.max(firstFrom(sorted, start), firstFrom(sorted, stop)));
    return pickIndices(events, inside.sort());
  };
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

/** Up to how many good time intervals all are looked at. */
const fewIntervals = 16;

/** A function that leaves the events inside the good time; views where it is one interval and the events are sorted, as in most runs. */
function compileGoodTime({ events: all, gti }: Observation): (events: EventList) => EventList {
  const shift = secondsBetween(gti.reference, all.reference);
  const isInside = compileInsideGti(gti, gtiRounding);
  return (events) => {
    const { time } = events;
    if (gti.start.length === 1 && isSorted(time)) {
      return selectSorted(events, gti.start[0] - gtiRounding, gti.stop[0] + gtiRounding, shift);
    }
    const inside = new Int32Array(time.length);
    let n = 0;
    for (let i = 0; i < time.length; i++) if (isInside(time[i] + shift)) inside[n++] = i;
    return n === time.length ? events : pickIndices(events, inside.subarray(0, n));
  };
}
