import { expm1 } from "@gammakit/core";

/** Up to this |u| closed forms lose digits, and series of `terms` terms do not. */
const small = 0.5;
const terms = 15;

const means = /* @__PURE__ */ coefficients(1);
const slopes = /* @__PURE__ */ coefficients(2);

/** 1 / (k! (k + n)). */
function coefficients(n: number): Float64Array {
  const out = new Float64Array(terms);
  for (let k = 0, factorial = 1; k < terms; k++, factorial *= k) out[k] = 1 / (factorial * (k + n));
  return out;
}

/**
 * ∫₀¹ e^(ut) dt = (e^u − 1)/u, which is 1 at u = 0: the mean of an exponential between its ends.
 * The integral of a power law x^(s−1) from a to b is a^s ln(b/a) times this at u = s ln(b/a).
 */
export function exponentialMean(u: number): number {
  return Math.abs(u) > small ? expm1(u) / u : series(means, u);
}

/** Derivative of `exponentialMean` at `u`, ∫₀¹ t e^(ut) dt, given its value `mean`: (e^u − mean)/u, 1/2 at u = 0. */
export function exponentialMeanSlope(u: number, mean: number): number {
  return Math.abs(u) > small ? (u * mean + 1 - mean) / u : series(slopes, u);
}

/** Σ cₖ uᵏ, by Horner. */
function series(c: Float64Array, u: number): number {
  let sum = 0;
  for (let k = terms - 1; k >= 0; k--) sum = c[k] + u * sum;
  return sum;
}
