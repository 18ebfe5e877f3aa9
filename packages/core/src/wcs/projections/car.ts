import type { Projection } from "../projection.ts";

/** Plate carrée: x = φ, y = θ. Paper II, section 5.2.3. Pixels beyond the map's edge at ±180° are off the sky, as in wcslib. */
export function car(): Projection {
  return {
    kind: "angular",
    project(phi, theta, out) {
      out[0] = phi;
      out[1] = theta;
      return true;
    },
    deproject(x, y, out) {
      if (!(Math.abs(x) <= 180 + 1e-9 && Math.abs(y) <= 90 + 1e-9)) return false;
      out[0] = x;
      out[1] = Math.max(-90, Math.min(90, y));
      return true;
    },
  };
}
