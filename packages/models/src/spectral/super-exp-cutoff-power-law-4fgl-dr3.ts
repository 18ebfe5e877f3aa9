import { defineSpectralModel, exp, log } from "@gammakit/core";
import { exponentialMean } from "../numeric/exponential-mean.ts";
import { exponentialRest, exponentialRestSlope } from "../numeric/exponential-rest.ts";
import { largestExponent } from "../numeric/largest-exponent.ts";
import { logQuadrature } from "../numeric/log-quadrature.ts";

/**
 * The power law with super-exponential cut-off of the 4FGL catalog since DR3:
 * dN/dE = A (E/E₀)^(−Γ₁ + d/b) exp(d/b² (1 − (E/E₀)^b)). Abdollahi et al. (2022), ApJS 260, 53, Eq. 2 and 3.
 * With t = ln(E/E₀) that is A exp(−Γ₁t − d t² (e^(bt) − 1 − bt)/(bt)²), which is how it is computed: it has no gap at E₀ or b = 0.
 *
 * Parameters: `amplitude` A (1e-12 cm-2 s-1 TeV-1), `reference` E₀ (1 TeV, frozen), `expfactor` d, the curvature at E₀ (0.01),
 * `index_1` Γ₁, the index at E₀ (1.5), `index_2` b (2).
 */
export const superExpCutoffPowerLaw4FGLDR3 = defineSpectralModel({
  id: "super-exp-cutoff-power-law-4fgl-dr3",
  aliases: ["SuperExpCutoffPowerLaw4FGLDR3SpectralModel", "secpl-4fgl-dr3"],
  summary: "Power law with super-exponential cut-off as in 4FGL-DR3, by index and curvature at E₀",
  parameters: {
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    reference: { value: 1, unit: "TeV", frozen: true },
    expfactor: { value: 0.01, unit: "" },
    index_1: { value: 1.5, unit: "" },
    index_2: { value: 2, unit: "" },
  },
  evaluate,
  evaluateGradient,
  ...logQuadrature({ parameters: 5, evaluate, evaluateGradient, rate, exponent }),
});

function evaluate(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [amplitude, reference, expfactor, index1, index2] = [p[0], p[1], p[2], p[3], p[4]];
  for (let i = 0; i < energy.length; i++) {
    const t = log(energy[i] / reference);
    out[i] = amplitude * exp(-t * (index1 + expfactor * t * exponentialRest(index2 * t)));
  }
}

function evaluateGradient(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [amplitude, reference, expfactor, index1, index2] = [p[0], p[1], p[2], p[3], p[4]];
  const n = energy.length;
  for (let i = 0; i < n; i++) {
    const t = log(energy[i] / reference);
    const u = index2 * t;
    const rest = exponentialRest(u);
    const shape = exp(-t * (index1 + expfactor * t * rest));
    const value = amplitude * shape;
    out[i] = shape;
    out[n + i] = (value * (index1 + expfactor * t * exponentialMean(u))) / reference;
    out[2 * n + i] = -value * t * t * rest;
    out[3 * n + i] = -t * value;
    out[4 * n + i] = -value * expfactor * t * t * t * exponentialRestSlope(u);
  }
}

/** The larger slope of E dN/dE at the two ends, and the curvature, which is d e^(bt). */
function rate(low: number, high: number, p: Float64Array): number {
  const [reference, expfactor, index1, index2] = [p[1], p[2], p[3], p[4]];
  const [a, b] = [log(low / reference), log(high / reference)];
  const slope = (t: number) => Math.abs(1 - index1 - expfactor * t * exponentialMean(index2 * t));
  const curvature = Math.abs(expfactor) * exp(Math.max(index2 * a, index2 * b));
  return Math.max(slope(a), slope(b)) + Math.sqrt(curvature) + Math.abs(index2);
}

/** Those of the power law and of the curvature where they are largest: the latter is 0 at E₀, and goes one way on either side. */
function exponent(low: number, high: number, p: Float64Array): number {
  const [reference, expfactor, index1, index2] = [p[1], p[2], p[3], p[4]];
  const curved = (energy: number) => {
    const t = log(energy / reference);
    return -expfactor * t * t * exponentialRest(index2 * t);
  };
  const atReference = low < reference && reference < high ? 0 : Number.NEGATIVE_INFINITY;
  return largestExponent(low, high, index1, reference) + Math.max(curved(low), curved(high), atReference);
}
