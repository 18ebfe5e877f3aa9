import type { Projection } from "../projection.ts";
import { degrees } from "../projection.ts";

/** Gnomonic: R = cot θ. Paper II, section 5.1.3. The hemisphere behind has no counterpart. */
export function tan(): Projection {
  return {
    kind: "zenithal",
    project(u, v, w, out) {
      // 90° from the reference point w is a rounding error.
      if (!(w > 1e-15)) return false;
      out[0] = (degrees * v) / w;
      out[1] = (-degrees * u) / w;
      return true;
    },
    deproject(x, y, out) {
      const a = x / degrees;
      const b = y / degrees;
      const norm = 1 / Math.sqrt(1 + a * a + b * b);
      out[0] = -b * norm;
      out[1] = a * norm;
      out[2] = norm;
      return true;
    },
  };
}
