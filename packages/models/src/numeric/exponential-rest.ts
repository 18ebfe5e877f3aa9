import { expm1 } from "@gammakit/core";

/** Below this |u| the closed forms lose digits, and a series is used. */
const small = 0.5;

/** (e^u − 1 − u)/u², which is 1/2 at u = 0: what the second order and all above it contribute to an exponential. */
export function exponentialRest(u: number): number {
  if (Math.abs(u) > small) return (expm1(u) - u) / (u * u);
  // Σ uᵏ / (k + 2)!, by Horner.
  let sum = 0;
  for (let k = 15; k >= 0; k--) sum = (1 + u * sum) / (k + 2);
  return sum;
}

/** Derivative of `exponentialRest`, 1/6 at u = 0. */
export function exponentialRestSlope(u: number): number {
  if (Math.abs(u) > small) {
    const grown = expm1(u);
    return (u * grown - 2 * (grown - u)) / (u * u * u);
  }
  // Σ k uᵏ⁻¹ / (k + 2)!, by the ratio of its terms.
  let sum = 1;
  for (let k = 15; k >= 1; k--) sum = 1 + ((u * (k + 1)) / (k * (k + 3))) * sum;
  return sum / 6;
}
