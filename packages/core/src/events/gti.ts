import { GammakitError } from "../errors/gammakit-error.ts";
import type { Instant } from "../time/scale.ts";

/** Good time intervals. */
export interface Gti {
  /** What `start` and `stop` count from, in TT. */
  readonly reference: Instant;
  /** Start of each interval [s after the reference, TT]. */
  readonly start: Float64Array;
  /** Stop of each interval [s after the reference, TT]. */
  readonly stop: Float64Array;
}

/**
 * Good time intervals from pairs [start, stop] in seconds after `reference`.
 * Throws "invalid-input" naming the first whose stop lies before its start, or is not a number.
 */
export function createGti(reference: Instant, intervals: readonly (readonly [number, number])[]): Gti {
  const wrong = intervals.findIndex(([start, stop]) => !(stop >= start));
  if (wrong >= 0) {
    const [start, stop] = intervals[wrong];
    throw new GammakitError(
      "invalid-input",
      `Good time interval ${wrong + 1} runs from ${start} s to ${stop} s: its start must not lie after its stop, and both must be numbers.`,
      { interval: wrong, start, stop },
    );
  }
  return {
    reference,
    start: Float64Array.from(intervals, ([start]) => start),
    stop: Float64Array.from(intervals, ([, stop]) => stop),
  };
}

/** The intervals as pairs [start, stop] in seconds after the reference. */
export function gtiIntervals(gti: Gti): (readonly [number, number])[] {
  return Array.from(gti.start, (start, i) => [start, gti.stop[i]] as const);
}

/** Middle of each interval [s after the reference]. */
export function intervalCenters({ start, stop }: Gti): Float64Array {
  return start.map((first, i) => first + 0.5 * (stop[i] - first));
}

/** Time that the intervals cover [s]; where some overlap it counts once. */
export function onTime(gti: Gti): number {
  const { start, stop } = unionGti(gti);
  let sum = 0;
  for (let i = 0; i < start.length; i++) sum += stop[i] - start[i];
  return sum;
}

/** The parts of the intervals inside [start, stop], in seconds after the reference; order kept, empty parts dropped. */
export function clipGti(gti: Gti, start: number, stop: number): Gti {
  const parts: (readonly [number, number])[] = [];
  for (let i = 0; i < gti.start.length; i++) {
    const [from, to] = [Math.max(gti.start[i], start), Math.min(gti.stop[i], stop)];
    if (from < to) parts.push([from, to]);
  }
  return createGti(gti.reference, parts);
}

/** The times covered by any of the intervals, as sorted intervals that neither overlap nor touch; empty ones are dropped. */
export function unionGti(gti: Gti): Gti {
  const merged: [number, number][] = [];
  const filled = gtiIntervals(gti).filter(([start, stop]) => start < stop);
  for (const [start, stop] of filled.sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && last[1] >= start) last[1] = Math.max(last[1], stop);
    else merged.push([start, stop]);
  }
  return createGti(gti.reference, merged);
}

/** The times that both cover, as sorted disjoint intervals. Both must have the same reference. */
export function intersectGti(a: Gti, b: Gti): Gti {
  checkSameReference(a, b);
  const [left, right] = [gtiIntervals(unionGti(a)), gtiIntervals(unionGti(b))];
  const common: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const start = Math.max(left[i][0], right[j][0]);
    const stop = Math.min(left[i][1], right[j][1]);
    if (start < stop) common.push([start, stop]);
    if (left[i][1] < right[j][1]) i++;
    else j++;
  }
  return createGti(a.reference, common);
}

/** All intervals of `a`, then all of `b`. Both must have the same reference. */
export function concatGti(a: Gti, b: Gti): Gti {
  checkSameReference(a, b);
  return createGti(a.reference, [...gtiIntervals(a), ...gtiIntervals(b)]);
}

/**
 * Distance from good time [s] up to which an event counts as inside: files give good time in whole seconds, and the events that a
 * run recorded in its last second belong to it.
 */
export const gtiRounding = 1;

/**
 * Whether `time` [s after the reference] lies in one of the intervals, start inclusive, stop exclusive. `margin` [s] widens the first
 * start and the last stop, not what lies between.
 */
export function insideGti(gti: Gti, time: number, margin = 0): boolean {
  const last = gti.start.length - 1;
  for (let i = 0; i <= last; i++) {
    const start = i === 0 ? gti.start[i] - margin : gti.start[i];
    const stop = i === last ? gti.stop[i] + margin : gti.stop[i];
    if (time >= start && time < stop) return true;
  }
  return false;
}

/**
 * The same as `insideGti` for one list of intervals and many times: they are sorted and merged once and searched by halves, so that a
 * time costs no more with each of them. `margin` widens the earliest start and the latest stop; intervals of no length hold nothing.
 */
export function compileInsideGti(gti: Gti, margin = 0): (time: number) => boolean {
  const { start, stop } = unionGti(gti);
  const last = start.length - 1;
  return (time) => {
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (start[middle] <= time) low = middle;
      else high = middle - 1;
    }
    const from = low === 0 ? start[low] - margin : start[low];
    return time >= from && time < (low === last ? stop[low] + margin : stop[low]);
  };
}

function checkSameReference(a: Gti, b: Gti): void {
  const [p, q] = [a.reference, b.reference];
  if (p.day === q.day && p.fraction === q.fraction && p.scale === q.scale) return;
  throw new GammakitError(
    "invalid-input",
    `Good time intervals count from different instants (MJD ${p.day} + ${p.fraction} ${p.scale}, MJD ${q.day} + ${q.fraction} ${q.scale}); bring them to one reference with rebaseGti first.`,
  );
}
