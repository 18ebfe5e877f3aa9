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
