import { firstFrom } from "../events/events.ts";
import { secondsBetween } from "../time/instant.ts";
import type { Instant } from "../time/scale.ts";
import type { TimeInterval } from "./slice.ts";

/** The places in a list of the intervals that a stretch of time [s after `reference`] touches, in increasing order. */
export type IntervalFinder = (reference: Instant, start: number, stop: number) => readonly number[];

/**
 * A finder for a list of intervals, which are sorted once: each search costs as much as it finds, not as many as there are. The
 * intervals may lie in any order, and overlap.
 */
export function compileIntervals(intervals: readonly TimeInterval[]): IntervalFinder {
  if (intervals.length === 0) return () => [];
  const zero = intervals[0].start;
  const starts = Float64Array.from(intervals, ({ start }) => secondsBetween(zero, start));
  const stops = Float64Array.from(intervals, ({ stop }) => secondsBetween(zero, stop));
  const order = Int32Array.from(starts, (_, i) => i).sort((a, b) => starts[a] - starts[b]);
  const sorted = Float64Array.from(order, (i) => starts[i]);
  // The latest stop so far: it never falls, so it can be searched by halves.
  let latest = Number.NEGATIVE_INFINITY;
  const reached = Float64Array.from(order, (i) => {
    latest = Math.max(latest, stops[i]);
    return latest;
  });
  return (reference, start, stop) => {
    const shift = secondsBetween(zero, reference);
    const [from, to] = [start + shift, stop + shift];
    const found: number[] = [];
    for (let k = firstFrom(reached, from); k < sorted.length && sorted[k] <= to; k++) {
      if (stops[order[k]] >= from) found.push(order[k]);
    }
    return found.sort((a, b) => a - b);
  };
}
