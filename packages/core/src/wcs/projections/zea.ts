import type { Projection } from "../projection.ts";
import { degrees } from "../projection.ts";

/** Zenithal equal area: R = 2 sin((90° − θ)/2). Paper II, section 5.1.7. */
export function zea(): Projection {
  return {
    kind: "zenithal",
    project(u, v, w, out) {
      // 2 sin(ζ/2) / sin ζ = √(2 / (1 + cos ζ)). The far pole is the whole rim; of it, φ = 0 is given.
      if (w < 0 && u * u + v * v < 1e-30) {
        out[0] = 0;
        out[1] = -2 * degrees;
        return true;
      }
      // Near the far pole 1 + w cancels; u² + v² = (1 − w)(1 + w) does not.
      const sum = w < 0 ? (u * u + v * v) / (1 - w) : 1 + w;
      const factor = degrees * Math.sqrt(2 / sum);
      out[0] = factor * v;
      out[1] = -factor * u;
      return true;
    },
    deproject(x, y, out) {
      const a = x / degrees;
      const b = y / degrees;
      const quarter = (a * a + b * b) / 4;
      if (!(quarter <= 1 + 1e-12)) return false;
      const factor = Math.sqrt(Math.max(0, 1 - quarter));
      out[0] = -factor * b;
      out[1] = factor * a;
      out[2] = 1 - 2 * quarter;
      return true;
    },
  };
}
