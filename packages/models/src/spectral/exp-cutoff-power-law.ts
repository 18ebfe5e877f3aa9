import { defineSpectralModel, exp, log, pow } from "@gammakit/core";
import { largestExponent } from "../numeric/largest-exponent.ts";
import { logQuadrature } from "../numeric/log-quadrature.ts";

/** Kernels of the vector (index, amplitude or norm, reference, λ, α). */
export const expCutoffKernels = {
  evaluate,
  evaluateGradient,
  ...logQuadrature({ parameters: 5, evaluate, evaluateGradient, rate, exponent }),
};

/**
 * A power law with an exponential cut-off: dN/dE = A (E/E₀)^(−Γ) exp(−(λE)^α).
 *
 * Parameters: `index` Γ (1.5), `amplitude` A (1e-12 cm-2 s-1 TeV-1), `reference` E₀ (1 TeV, frozen),
 * `lambda_` λ, the inverse of the cut-off energy (0.1 TeV-1), `alpha` α (1, frozen).
 */
export const expCutoffPowerLaw = defineSpectralModel({
  id: "exp-cutoff-power-law",
  aliases: ["ExpCutoffPowerLawSpectralModel", "ecpl"],
  summary: "Power law with exponential cut-off, A (E/E₀)^−Γ exp(−(λE)^α)",
  parameters: {
    index: { value: 1.5, unit: "" },
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    reference: { value: 1, unit: "TeV", frozen: true },
    lambda_: { value: 0.1, unit: "TeV-1" },
    alpha: { value: 1, unit: "", frozen: true },
  },
  ...expCutoffKernels,
});

function evaluate(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [index, amplitude, reference, lambda, alpha] = [p[0], p[1], p[2], p[3], p[4]];
  for (let i = 0; i < energy.length; i++) {
    const x = lambda * energy[i];
    const cutoff = alpha === 1 ? x : pow(x, alpha);
    out[i] = amplitude * exp(-index * log(energy[i] / reference) - cutoff);
  }
}

function evaluateGradient(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [index, amplitude, reference, lambda, alpha] = [p[0], p[1], p[2], p[3], p[4]];
  const n = energy.length;
  for (let i = 0; i < n; i++) {
    const t = log(energy[i] / reference);
    const x = lambda * energy[i];
    const cutoff = alpha === 1 ? x : pow(x, alpha);
    const shape = exp(-index * t - cutoff);
    const value = amplitude * shape;
    out[i] = -t * value;
    out[n + i] = shape;
    out[2 * n + i] = (value * index) / reference;
    out[3 * n + i] = -value * energy[i] * (alpha === 1 ? 1 : alpha * pow(x, alpha - 1));
    // The limit of x^α ln x at x = 0 is 0.
    out[4 * n + i] = x > 0 ? -value * cutoff * log(x) : 0;
  }
}

/** The slope of the power law, and of the cut-off where it is steepest. */
function rate(_low: number, high: number, p: Float64Array): number {
  return Math.abs(1 - p[0]) + Math.abs(p[4]) * pow(Math.abs(p[3] * high), p[4]) + Math.abs(p[4]);
}

/** That of the power law at its higher end, less that of the cut-off where it begins; without a cut-off nothing is said. */
function exponent(low: number, high: number, p: Float64Array): number {
  const [index, reference, lambda, alpha] = [p[0], p[2], p[3], p[4]];
  if (!(lambda > 0 && alpha > 0)) return Number.POSITIVE_INFINITY;
  return largestExponent(low, high, index, reference) - pow(lambda * low, alpha);
}
