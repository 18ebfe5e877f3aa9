import type { SkyPosition } from "../sky/position.ts";

/** All points closer to `center` than `radius`. */
export interface CircleRegion {
  readonly kind: "circle";
  readonly center: SkyPosition;
  /** Angular radius [deg]. */
  readonly radius: number;
}

/** A part of the sky. */
export type Region = CircleRegion;
