import { defineSpectralModel, exp, log, pow } from "@gammakit/core";
import { largestExponent } from "../numeric/largest-exponent.ts";
import { logQuadrature } from "../numeric/log-quadrature.ts";

/**
 * The power law with super-exponential cut-off of the 4FGL catalog, DR1 and DR2:
 * dN/dE = A (E/E₀)^(−Γ₁) exp(a (E₀^Γ₂ − E^Γ₂)), energies in TeV. Abdollahi et al. (2020), ApJS 247, 33, Eq. 4.
 * The catalog gives `a` for energies in MeV: multiply it by 1e6^Γ₂.
 *
 * Parameters: `amplitude` A (1e-12 cm-2 s-1 TeV-1), `reference` E₀ (1 TeV, frozen), `expfactor` a (0.01),
 * `index_1` Γ₁ (1.5), `index_2` Γ₂ (2).
 */
export const superExpCutoffPowerLaw4FGL = defineSpectralModel({
  id: "super-exp-cutoff-power-law-4fgl",
  aliases: ["SuperExpCutoffPowerLaw4FGLSpectralModel", "secpl-4fgl"],
  summary: "Power law with super-exponential cut-off as in 4FGL, A (E/E₀)^−Γ₁ exp(a (E₀^Γ₂ − E^Γ₂))",
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
  const x0 = pow(reference, index2);
  for (let i = 0; i < energy.length; i++) {
    out[i] = amplitude * exp(-index1 * log(energy[i] / reference) + expfactor * (x0 - pow(energy[i], index2)));
  }
}

function evaluateGradient(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [amplitude, reference, expfactor, index1, index2] = [p[0], p[1], p[2], p[3], p[4]];
  const n = energy.length;
  const x0 = pow(reference, index2);
  const slope0 = x0 * log(reference);
  for (let i = 0; i < n; i++) {
    const t = log(energy[i] / reference);
    const x = pow(energy[i], index2);
    const shape = exp(-index1 * t + expfactor * (x0 - x));
    const value = amplitude * shape;
    out[i] = shape;
    out[n + i] = (value * (index1 + expfactor * index2 * x0)) / reference;
    out[2 * n + i] = value * (x0 - x);
    out[3 * n + i] = -t * value;
    out[4 * n + i] = value * expfactor * (slope0 - x * log(energy[i]));
  }
}

/** The slope of the power law, and of the cut-off where it is steepest. */
function rate(low: number, high: number, p: Float64Array): number {
  const steepest = Math.abs(p[2]) * Math.max(pow(low, p[4]), pow(high, p[4]));
  return Math.abs(1 - p[3]) + Math.abs(p[4]) * (steepest + 1);
}

/** Those of the power law and of the cut-off where they are largest. */
function exponent(low: number, high: number, p: Float64Array): number {
  const [reference, expfactor, index1, index2] = [p[1], p[2], p[3], p[4]];
  const cutoff = (energy: number) => expfactor * (pow(reference, index2) - pow(energy, index2));
  return largestExponent(low, high, index1, reference) + Math.max(cutoff(low), cutoff(high));
}
