import { cbrt, pow } from "../../numeric/repeatable/exponential.ts";
import { asin, cos, sin } from "../../numeric/repeatable/trigonometry.ts";
import type { Projection } from "../projection.ts";
import { degrees } from "../projection.ts";

/** Mollweide: the whole sky in an ellipse of axes 2 to 1, equal area. Paper II, section 5.3.3, Eqs. 96 to 99. */
export function mol(): Projection {
  return {
    kind: "angular",
    project(phi, theta, out) {
      const gamma = auxiliary(theta / degrees);
      out[0] = ((2 * Math.SQRT2) / Math.PI) * phi * cos(gamma);
      out[1] = Math.SQRT2 * degrees * sin(gamma);
      return true;
    },
    deproject(x, y, out) {
      const sine = y / (Math.SQRT2 * degrees);
      if (!(Math.abs(sine) <= 1 + 1e-12)) return false;
      const gamma = asin(Math.max(-1, Math.min(1, sine)));
      const cosine = cos(gamma);
      const value = (2 * gamma + sin(2 * gamma)) / Math.PI;
      const width = (Math.PI * x) / (360 * Math.SQRT2);
      // Inside |width| ≤ cos γ to 1e-9 deg. Near a pole, a rounding error of sin γ is a large one of cos γ, not of its square.
      const inside = width * width <= cosine * cosine + 1.2e-11 * cosine + 4e-15;
      if (!(inside && Math.abs(value) <= 1 + 1e-12)) return false;
      out[0] = Math.abs(width) < cosine ? (180 * width) / cosine : 180 * Math.sign(width);
      out[1] = asin(Math.max(-1, Math.min(1, value))) * degrees;
      return true;
    },
  };
}

/** γ with 2γ + sin 2γ = π sin θ, by Newton steps from a start that is good at the equator and at the poles. */
function auxiliary(theta: number): number {
  const target = Math.PI * sin(Math.abs(theta));
  // With γ = π/2 − ε the equation reads 2ε − sin 2ε = π (1 − sin θ) ≈ 4ε³/3.
  const rest = 2 * Math.PI * pow(sin((Math.PI / 2 - Math.abs(theta)) / 2), 2);
  let epsilon = Math.min(Math.PI / 2, cbrt(0.75 * rest));
  for (let i = 0; i < 50; i++) {
    const nearPole = epsilon < 0.1;
    const value = nearPole ? smallDifference(2 * epsilon) - rest : target - (Math.PI - 2 * epsilon) - sin(2 * epsilon);
    const slope = nearPole ? 4 * pow(sin(epsilon), 2) : 2 - 2 * cos(2 * epsilon);
    if (slope === 0) break;
    const step = value / slope;
    epsilon -= step;
    if (Math.abs(step) <= 1e-16 + 1e-15 * epsilon) break;
  }
  return Math.sign(theta) * (Math.PI / 2 - epsilon);
}

/** x − sin x for small x, without cancellation. */
function smallDifference(x: number): number {
  const s = x * x;
  return ((x * s) / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - s / 110))));
}
