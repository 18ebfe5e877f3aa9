import { atan2, cos, sin } from "../../numeric/repeatable/trigonometry.ts";
import type { Projection } from "../projection.ts";
import { degrees } from "../projection.ts";

/** Hammer-Aitoff: the whole sky in an ellipse, equal area. Paper II, section 5.4.3, Eqs. 101 to 107. */
export function ait(): Projection {
  return {
    kind: "angular",
    project(phi, theta, out) {
      const cosTheta = cos(theta / degrees);
      const half = phi / (2 * degrees);
      const gamma = degrees * Math.sqrt(2 / (1 + cosTheta * cos(half)));
      out[0] = 2 * gamma * cosTheta * sin(half);
      out[1] = gamma * sin(theta / degrees);
      return true;
    },
    deproject(x, y, out) {
      const a = x / (4 * degrees);
      const b = y / (2 * degrees);
      const square = 1 - a * a - b * b;
      if (!(square >= 0.5 - 1e-12)) return false;
      const z = Math.sqrt(Math.max(square, 0.5));
      const sine = (y * z) / degrees;
      if (!(Math.abs(sine) <= 1 + 1e-12)) return false;
      const along = 2 * z * z - 1;
      const across = (x * z) / (2 * degrees);
      out[0] = along === 0 && across === 0 ? 0 : 2 * atan2(across, along) * degrees;
      out[1] = atan2(sine, Math.sqrt(along * along + across * across)) * degrees;
      return true;
    },
  };
}
