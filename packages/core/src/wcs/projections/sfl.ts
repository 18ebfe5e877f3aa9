import { cos } from "../../numeric/repeatable/trigonometry.ts";
import type { AngularProjection } from "../projection.ts";
import { degrees } from "../projection.ts";

const sanson: AngularProjection = {
  kind: "angular",
  project(phi, theta, out) {
    out[0] = phi * cos(theta / degrees);
    out[1] = theta;
    return true;
  },
  deproject(x, y, out) {
    if (!(Math.abs(y) <= 90 + 1e-10)) return false;
    const cosine = cos(y / degrees);
    // What is beyond the edge is told in the plane: near a pole a rounding error there is a large angle.
    if (!(Math.abs(x) <= 180 * cosine + 1e-9)) return false;
    out[0] = Math.abs(x) < 180 * cosine ? x / cosine : 180 * Math.sign(x);
    out[1] = Math.max(-90, Math.min(90, y));
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
