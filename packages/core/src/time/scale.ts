/** Time scale of an instant. */
export type TimeScale = "utc" | "tai" | "tt" | "tdb";

/** An instant as whole days and a fraction, so that 1 ns is resolved anywhere: MJD = day + fraction. */
export interface Instant {
  readonly scale: TimeScale;
  /** Modified Julian day number, an integer. */
  readonly day: number;
  /** Fraction of the day, in [0, 1). */
  readonly fraction: number;
}
