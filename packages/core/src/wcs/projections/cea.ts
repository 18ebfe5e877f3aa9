import { GammakitError } from "../../errors/gammakit-error.ts";
import { asin, sin } from "../../numeric/repeatable/trigonometry.ts";
import type { Projection } from "../projection.ts";
import { degrees } from "../projection.ts";

/** Cylindrical equal area: x = φ, y = sin θ / λ with λ = PV2_1 in (0, 1]. Paper II, section 5.2.2. Throws "invalid-input" for another λ. */
export function cea(pv: readonly number[]): Projection {
  const lambda = pv[1] ?? 1;
  if (!(lambda > 0 && lambda <= 1)) {
    throw new GammakitError("invalid-input", `PV2_1 of projection CEA is ${lambda}; it lies in (0, 1].`, { pv });
  }
  return {
    kind: "angular",
    project(phi, theta, out) {
      out[0] = phi;
      out[1] = (degrees * sin(theta / degrees)) / lambda;
      return true;
    },
    deproject(x, y, out) {
      const sine = (y * lambda) / degrees;
      if (!(Math.abs(x) <= 180 + 1e-9 && Math.abs(sine) <= 1 + 1e-12)) return false;
      out[0] = x;
      out[1] = asin(Math.max(-1, Math.min(1, sine))) * degrees;
      return true;
    },
  };
}
