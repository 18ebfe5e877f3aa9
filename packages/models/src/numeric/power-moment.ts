import { exp } from "@gammakit/core";
import { exponentialMean, exponentialMeanSlope } from "./exponential-mean.ts";
import { lastPowers, logRatios } from "./log-ratios.ts";

/** ∫ e^(st) dt from `ta` to `tb`: the integral of x^(s−1) dx over t = ln x. Smooth through s = 0. */
export function powerMoment(s: number, ta: number, tb: number): number {
  const u = s * (tb - ta);
  // From the end where it is larger: the other one may vanish, and the growth from there be infinite.
  return u > large ? exp(s * tb) * (tb - ta) * exponentialMean(-u) : exp(s * ta) * (tb - ta) * exponentialMean(u);
}

/** Derivative of `powerMoment` with respect to `s`, ∫ t e^(st) dt, given its value `moment`. */
export function powerMomentSlope(s: number, ta: number, tb: number, moment: number): number {
  const width = tb - ta;
  const u = s * width;
  if (u > large) return tb * moment - exp(s * tb) * width * width * exponentialMeanSlope(-u, exponentialMean(-u));
  return ta * moment + exp(s * ta) * width * width * exponentialMeanSlope(u, exponentialMean(u));
}

/** Growth, in powers of e, over a bin of which the larger end is the better start. */
const large = 100;

/**
 * Writes scale · ∫ x^(s−1) dx over x = E/reference in each bin of `edges`. Neighboring bins share
 * the logarithm and the exponential of their edge.
 */
export function powerMoments(
  edges: Float64Array,
  s: number,
  reference: number,
  scale: number,
  out: Float64Array,
): void {
  const t = logRatios(edges, reference);
  const g = lastPowers(s);
  for (let i = 0; i < edges.length - 1; i++) {
    const width = t[i + 1] - t[i];
    const u = s * width;
    // Far from s = 0 the difference of the ends keeps all digits; near it, (eᵘ − 1)/u does.
    out[i] = scale * (Math.abs(u) > 0.5 ? (g[i + 1] - g[i]) / s : g[i] * width * exponentialMean(u));
  }
}
