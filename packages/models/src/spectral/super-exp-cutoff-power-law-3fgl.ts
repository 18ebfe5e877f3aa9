import { defineSpectralModel, exp, log, pow } from "@gammakit/core";
import { largestExponent } from "../numeric/largest-exponent.ts";
import { logQuadrature } from "../numeric/log-quadrature.ts";

/**
 * The power law with super-exponential cut-off of the 3FGL catalog:
 * dN/dE = A (E/E₀)^(−Γ₁) exp((E₀/Ec)^Γ₂ − (E/Ec)^Γ₂). Acero et al. (2015), ApJS 218, 23, Eq. 5.
 *
 * Parameters: `amplitude` A (1e-12 cm-2 s-1 TeV-1), `reference` E₀ (1 TeV, frozen), `ecut` Ec (10 TeV),
 * `index_1` Γ₁ (1.5), `index_2` Γ₂ (2).
 */
export const superExpCutoffPowerLaw3FGL = defineSpectralModel({
  id: "super-exp-cutoff-power-law-3fgl",
  aliases: ["SuperExpCutoffPowerLaw3FGLSpectralModel", "secpl-3fgl"],
  summary: "Power law with super-exponential cut-off as in 3FGL, A (E/E₀)^−Γ₁ exp((E₀/Ec)^Γ₂ − (E/Ec)^Γ₂)",
  parameters: {
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    reference: { value: 1, unit: "TeV", frozen: true },
    ecut: { value: 10, unit: "TeV" },
    index_1: { value: 1.5, unit: "" },
    index_2: { value: 2, unit: "" },
  },
  evaluate,
  evaluateGradient,
  ...logQuadrature({ parameters: 5, evaluate, evaluateGradient, rate, exponent }),
});

function evaluate(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [amplitude, reference, ecut, index1, index2] = [p[0], p[1], p[2], p[3], p[4]];
  const x0 = pow(reference / ecut, index2);
  for (let i = 0; i < energy.length; i++) {
    out[i] = amplitude * exp(-index1 * log(energy[i] / reference) + x0 - pow(energy[i] / ecut, index2));
  }
}

function evaluateGradient(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [amplitude, reference, ecut, index1, index2] = [p[0], p[1], p[2], p[3], p[4]];
  const n = energy.length;
  const x0 = pow(reference / ecut, index2);
  const slope0 = x0 * log(reference / ecut);
  for (let i = 0; i < n; i++) {
    const t = log(energy[i] / reference);
    const x = pow(energy[i] / ecut, index2);
    const shape = exp(-index1 * t + x0 - x);
    const value = amplitude * shape;
    out[i] = shape;
    out[n + i] = (value * (index1 + index2 * x0)) / reference;
    out[2 * n + i] = (value * index2 * (x - x0)) / ecut;
    out[3 * n + i] = -t * value;
    out[4 * n + i] = value * (slope0 - x * log(energy[i] / ecut));
  }
}

/** The slope of the power law, and of the cut-off where it is steepest. */
function rate(low: number, high: number, p: Float64Array): number {
  const steepest = Math.max(pow(low / p[2], p[4]), pow(high / p[2], p[4]));
  return Math.abs(1 - p[3]) + Math.abs(p[4]) * (steepest + 1);
}

/** Those of the power law and of the cut-off where they are largest. */
function exponent(low: number, high: number, p: Float64Array): number {
  const [reference, ecut, index1, index2] = [p[1], p[2], p[3], p[4]];
  const least = Math.min(pow(low / ecut, index2), pow(high / ecut, index2));
  return largestExponent(low, high, index1, reference) + pow(reference / ecut, index2) - least;
}
