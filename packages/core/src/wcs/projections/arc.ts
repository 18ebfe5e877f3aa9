import { atan2, cos, sin } from "../../numeric/repeatable/trigonometry.ts";
import type { Projection } from "../projection.ts";
import { degrees } from "../projection.ts";

/** Zenithal equidistant: R = 90° − θ. Paper II, section 5.1.6. */
export function arc(): Projection {
  return {
    kind: "zenithal",
    project(u, v, w, out) {
      const sine = Math.sqrt(u * u + v * v);
      const pole = sine < 1e-15;
      const factor = pole ? degrees : (degrees * atan2(sine, w)) / sine;
      out[0] = factor * v;
      // The far pole is the whole rim; of it, φ = 0 is given.
      out[1] = pole && w < 0 ? -180 : -factor * u;
      return true;
    },
    deproject(x, y, out) {
      const radius = Math.sqrt(x * x + y * y);
      if (!(radius <= 180 + 1e-10)) return false;
      const factor = radius === 0 ? 0 : sin(radius / degrees) / radius;
      out[0] = -factor * y;
      out[1] = factor * x;
      out[2] = cos(radius / degrees);
      return true;
    },
  };
}
