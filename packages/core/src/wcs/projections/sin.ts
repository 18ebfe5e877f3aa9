import type { Projection } from "../projection.ts";
import { degrees } from "../projection.ts";

/** Slant orthographic: R = cos θ where ξ = η = 0 (PV2_1, PV2_2). Paper II, section 5.1.5, Eqs. 58 to 62. */
export function sin(pv: readonly number[]): Projection {
  const xi = pv[1] ?? 0;
  const eta = pv[2] ?? 0;
  const slant = 1 + xi * xi + eta * eta;
  return {
    kind: "zenithal",
    project(u, v, w, out) {
      // The visible side: tan θ ≥ η cos φ − ξ sin φ.
      if (!(w + xi * v - eta * u >= -1e-13)) return false;
      out[0] = degrees * (v + xi * (1 - w));
      out[1] = degrees * (-u + eta * (1 - w));
      return true;
    },
    deproject(x, y, out) {
      const a = x / degrees;
      const b = y / degrees;
      // With s = 1 − sinθ: (a − ξs)² + (b − ηs)² = cos²θ = 2s − s².
      const half = a * xi + b * eta + 1;
      const product = a * a + b * b;
      const root = half * half - slant * product;
      if (!(root >= -1e-13)) return false;
      const s = product / (half + Math.sqrt(Math.max(0, root)));
      out[0] = -(b - eta * s);
      out[1] = a - xi * s;
      out[2] = 1 - s;
      return true;
    },
  };
}
