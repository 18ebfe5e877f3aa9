/**
 * A projection of the native sphere onto the plane, in the conventions of Calabretta & Greisen (2002, A&A 395, 1077).
 * Plane coordinates are in degrees. Functions write two or three numbers into `out`, return false for a point without counterpart,
 * and allocate nothing.
 */
export type Projection = ZenithalProjection | AngularProjection;

/** A projection around the native pole (θ0 = 90°), written for unit vectors: most of them need no trigonometry. */
export interface ZenithalProjection {
  readonly kind: "zenithal";
  /** Plane coordinates [deg] of the native direction (cosθ cosφ, cosθ sinφ, sinθ). */
  project(u: number, v: number, w: number, out: Float64Array): boolean;
  /** Native unit vector of a point of the plane [deg]. */
  deproject(x: number, y: number, out: Float64Array): boolean;
}

/** A projection around the native origin (φ0 = θ0 = 0), written for angles. */
export interface AngularProjection {
  readonly kind: "angular";
  /** Plane coordinates [deg] of native longitude in [−180, 180] and latitude [deg]. */
  project(phi: number, theta: number, out: Float64Array): boolean;
  /** Native longitude and latitude [deg] of a point of the plane [deg]. */
  deproject(x: number, y: number, out: Float64Array): boolean;
  /** GLS: the latitude of the reference point is subtracted in the plane, not rotated away. */
  readonly translated?: boolean;
}

/** Makes a projection from its parameters PV2_m, which are counted from m = 0. */
export type ProjectionFactory = (pv: readonly number[]) => Projection;

/** Degrees per radian. */
export const degrees = 180 / Math.PI;
