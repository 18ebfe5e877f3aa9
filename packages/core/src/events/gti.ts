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

/** Good time intervals from pairs [start, stop] in seconds after `reference`. */
export function createGti(reference: Instant, intervals: readonly (readonly [number, number])[]): Gti {
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

/** Sum of the lengths of all intervals [s]. */
export function onTime(gti: Gti): number {
  let sum = 0;
  for (let i = 0; i < gti.start.length; i++) sum += gti.stop[i] - gti.start[i];
  return sum;
}

/** The parts of the intervals inside [start, stop], in seconds after the reference; order kept, empty parts dropped. */
export function clipGti(gti: Gti, start: number, stop: number): Gti {
  const parts = gtiIntervals(gti)
    .filter(([a, b]) => a < stop && b > start)
    .map(([a, b]) => [Math.max(a, start), Math.min(b, stop)] as const);
  return createGti(gti.reference, parts);
}

/** The times covered by any of the intervals, as sorted intervals that neither overlap nor touch. */
export function unionGti(gti: Gti): Gti {
  const merged: [number, number][] = [];
  for (const [start, stop] of gtiIntervals(gti).sort(([a], [b]) => a - b)) {
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

/** Whether `time` [s after the reference] lies in one of the intervals, start inclusive, stop exclusive. */
export function insideGti(gti: Gti, time: number): boolean {
  for (let i = 0; i < gti.start.length; i++) if (time >= gti.start[i] && time < gti.stop[i]) return true;
  return false;
}

function checkSameReference(a: Gti, b: Gti): void {
  const [p, q] = [a.reference, b.reference];
  if (p.day === q.day && p.fraction === q.fraction && p.scale === q.scale) return;
  throw new GammakitError(
    "invalid-input",
    `Good time intervals count from different instants (MJD ${p.day} + ${p.fraction} ${p.scale}, MJD ${q.day} + ${q.fraction} ${q.scale}); bring them to one reference with rebaseGti first.`,
  );
}
