/** Celestial reference frame. */
export type Frame = "icrs" | "galactic";

/** A direction on the sky. */
export interface SkyPosition {
  readonly frame: Frame;
  /** Right ascension or galactic longitude [deg]. */
  readonly lon: number;
  /** Declination or galactic latitude [deg]. */
  readonly lat: number;
}
