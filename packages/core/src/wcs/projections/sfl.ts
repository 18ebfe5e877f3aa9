import type { AngularProjection } from "../projection.ts";
import { degrees } from "../projection.ts";

const sanson: AngularProjection = {
  kind: "angular",
  project(phi, theta, out) {
    out[0] = phi * Math.cos(theta / degrees);
    out[1] = theta;
    return true;
  },
  deproject(x, y, out) {
    if (!(Math.abs(y) <= 90 + 1e-10)) return false;
    const cosine = Math.cos(y / degrees);
    const phi = Math.abs(x) <= 1e-10 && cosine < 1e-10 ? 0 : x / cosine;
    if (!(Math.abs(phi) <= 180 + 1e-9)) return false;
    out[0] = phi;
    out[1] = y;
    return true;
  },
};

/** Sanson-Flamsteed: x = φ cos θ, y = θ. Paper II, section 5.3.1. */
export function sfl(): AngularProjection {
  return sanson;
}

/**
 * The AIPS convention for Sanson-Flamsteed: where the reference point is off the equator its latitude is subtracted
 * in the plane, α = CRVAL1 + x / cos(CRVAL2 + y), δ = CRVAL2 + y. Paper II, section 6.1.4.
 */
export function gls(): AngularProjection {
  return { ...sanson, translated: true };
}
