import { defineSpectralModel, exp, log } from "@gammakit/core";
import { largestExponent } from "../numeric/largest-exponent.ts";
import { logQuadrature } from "../numeric/log-quadrature.ts";

/**
 * The power law with exponential cut-off of the 3FGL catalog: dN/dE = A (E/E₀)^(−Γ) exp((E₀ − E)/Ec).
 * Acero et al. (2015), ApJS 218, 23, Eq. 4: A is the value at E₀, cut-off included.
 *
 * Parameters: `index` Γ (1.5), `amplitude` A (1e-12 cm-2 s-1 TeV-1), `reference` E₀ (1 TeV, frozen), `ecut` Ec (10 TeV).
 */
export const expCutoffPowerLaw3FGL = defineSpectralModel({
  id: "exp-cutoff-power-law-3fgl",
  aliases: ["ExpCutoffPowerLaw3FGLSpectralModel", "ecpl-3fgl"],
  summary: "Power law with exponential cut-off as in 3FGL, A (E/E₀)^−Γ exp((E₀ − E)/Ec)",
  parameters: {
    index: { value: 1.5, unit: "" },
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    reference: { value: 1, unit: "TeV", frozen: true },
    ecut: { value: 10, unit: "TeV" },
  },
  evaluate,
  evaluateGradient,
  ...logQuadrature({ parameters: 4, evaluate, evaluateGradient, rate, exponent }),
});

function evaluate(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [index, amplitude, reference, ecut] = [p[0], p[1], p[2], p[3]];
  for (let i = 0; i < energy.length; i++) {
    out[i] = amplitude * exp(-index * log(energy[i] / reference) + (reference - energy[i]) / ecut);
  }
}

function evaluateGradient(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [index, amplitude, reference, ecut] = [p[0], p[1], p[2], p[3]];
  const n = energy.length;
  for (let i = 0; i < n; i++) {
    const t = log(energy[i] / reference);
    const x = (reference - energy[i]) / ecut;
    const shape = exp(-index * t + x);
    const value = amplitude * shape;
    out[i] = -t * value;
    out[n + i] = shape;
    out[2 * n + i] = value * (index / reference + 1 / ecut);
    out[3 * n + i] = (-value * x) / ecut;
  }
}

/** The slope of the power law, and of the cut-off where it is steepest. */
function rate(_low: number, high: number, p: Float64Array): number {
  return Math.abs(1 - p[0]) + Math.abs(high / p[3]) + 1;
}

/** Those of the power law and of the cut-off where they are largest. */
function exponent(low: number, high: number, p: Float64Array): number {
  const [index, reference, ecut] = [p[0], p[2], p[3]];
  return largestExponent(low, high, index, reference) + Math.max((reference - low) / ecut, (reference - high) / ecut);
}
