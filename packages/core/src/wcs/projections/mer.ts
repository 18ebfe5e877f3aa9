import { tanh } from "../../numeric/repeatable/exponential.ts";
import { asinh } from "../../numeric/repeatable/logarithm.ts";
import { atan, tan } from "../../numeric/repeatable/trigonometry.ts";
import type { Projection } from "../projection.ts";
import { degrees } from "../projection.ts";

/** Mercator: x = φ, y = ln tan((90° + θ)/2). Paper II, section 5.2.4. The poles have no counterpart. */
export function mer(): Projection {
  return {
    kind: "angular",
    project(phi, theta, out) {
      if (!(Math.abs(theta) < 90)) return false;
      out[0] = phi;
      // ln tan(π/4 + θ/2), without cancellation at the equator.
      out[1] = degrees * asinh(tan(theta / degrees));
      return true;
    },
    deproject(x, y, out) {
      if (!(Math.abs(x) <= 180 + 1e-9)) return false;
      out[0] = x;
      out[1] = 2 * degrees * atan(tanh(y / (2 * degrees)));
      return true;
    },
  };
}
