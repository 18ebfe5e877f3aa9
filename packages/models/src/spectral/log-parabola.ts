import { defineSpectralModel, exp, log } from "@gammakit/core";
import { logQuadrature } from "../numeric/log-quadrature.ts";

/** Kernels of the vector (amplitude or norm, reference, α, β). */
export const logParabolaKernels = {
  evaluate,
  evaluateGradient,
  ...logQuadrature({
    parameters: 4,
    evaluate,
    evaluateGradient,
    rate: logParabolaRate,
    exponent: logParabolaExponent,
  }),
};

/**
 * A curved power law: dN/dE = A (E/E₀)^(−α − β ln(E/E₀)), with the natural logarithm.
 * Where a paper uses log₁₀, its β is ours times ln 10.
 *
 * Parameters: `amplitude` A (1e-12 cm-2 s-1 TeV-1), `reference` E₀ (10 TeV, frozen), `alpha` α (2), `beta` β (1).
 */
export const logParabola = defineSpectralModel({
  id: "log-parabola",
  aliases: ["LogParabolaSpectralModel", "lp"],
  summary: "Log parabola, A (E/E₀)^(−α − β ln(E/E₀))",
  parameters: {
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    reference: { value: 10, unit: "TeV", frozen: true },
    alpha: { value: 2, unit: "" },
    beta: { value: 1, unit: "" },
  },
  ...logParabolaKernels,
});

function evaluate(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [amplitude, reference, alpha, beta] = [p[0], p[1], p[2], p[3]];
  for (let i = 0; i < energy.length; i++) {
    const t = log(energy[i] / reference);
    out[i] = amplitude * exp(-t * (alpha + beta * t));
  }
}

function evaluateGradient(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [amplitude, reference, alpha, beta] = [p[0], p[1], p[2], p[3]];
  const n = energy.length;
  for (let i = 0; i < n; i++) {
    const t = log(energy[i] / reference);
    const shape = exp(-t * (alpha + beta * t));
    const value = amplitude * shape;
    out[i] = shape;
    out[n + i] = (value * (alpha + 2 * beta * t)) / reference;
    out[2 * n + i] = -t * value;
    out[3 * n + i] = -t * t * value;
  }
}

/** The larger slope of E dN/dE at the two ends, and the curvature. */
export function logParabolaRate(low: number, high: number, p: Float64Array): number {
  const [reference, alpha, beta] = [p[1], p[2], p[3]];
  const slopeLow = Math.abs(1 - alpha - 2 * beta * log(low / reference));
  const slopeHigh = Math.abs(1 - alpha - 2 * beta * log(high / reference));
  return Math.max(slopeLow, slopeHigh) + 2 * Math.sqrt(Math.abs(beta));
}

/** The larger one of both ends, or that of the top of the parabola where it lies between them. */
export function logParabolaExponent(low: number, high: number, p: Float64Array): number {
  const [reference, alpha, beta] = [p[1], p[2], p[3]];
  const [from, to] = [log(low / reference), log(high / reference)];
  const top = -alpha / (2 * beta);
  const at = (t: number) => -t * (alpha + beta * t);
  return Math.max(at(from), at(to), beta > 0 && top > from && top < to ? at(top) : Number.NEGATIVE_INFINITY);
}
