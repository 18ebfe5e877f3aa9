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
