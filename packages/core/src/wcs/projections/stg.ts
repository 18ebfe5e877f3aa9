import type { Projection } from "../projection.ts";
import { degrees } from "../projection.ts";

/** Stereographic: R = 2 tan((90° − θ)/2). Paper II, section 5.1.4. */
export function stg(): Projection {
  return {
    kind: "zenithal",
    project(u, v, w, out) {
      // Near the far pole 1 + w cancels; u² + v² = (1 − w)(1 + w) does not.
      const sum = w < 0 ? (u * u + v * v) / (1 - w) : 1 + w;
      if (!(sum > 1e-31)) return false;
      const factor = (2 * degrees) / sum;
      out[0] = factor * v;
      out[1] = -factor * u;
      return true;
    },
    deproject(x, y, out) {
      const a = x / (2 * degrees);
      const b = y / (2 * degrees);
      const square = a * a + b * b;
      const factor = 2 / (1 + square);
      out[0] = -factor * b;
      out[1] = factor * a;
      out[2] = (1 - square) / (1 + square);
      return true;
    },
  };
}
