import { defineSpectralModel, exp, hypot, log, log1p } from "@gammakit/core";
import { largestExponent } from "../numeric/largest-exponent.ts";
import { logQuadrature } from "../numeric/log-quadrature.ts";

/**
 * A power law that bends into another over a width set by β:
 * dN/dE = A (E/E₀)^(−Γ₁) [1 + (E/Eb)^((Γ₂−Γ₁)/b)]^(−b) with b = β sign(Γ₂−Γ₁).
 *
 * Parameters: `index1` Γ₁ (2), `index2` Γ₂ (2), `amplitude` A (1e-12 cm-2 s-1 TeV-1), `ebreak` Eb (1 TeV),
 * `reference` E₀ (1 TeV, frozen), `beta` β (1, frozen).
 * At Γ₁ = Γ₂ it is the plain power law; beside it, it differs from that by a factor 2^(∓β), as the formula says.
 */
export const smoothBrokenPowerLaw = defineSpectralModel({
  id: "smooth-broken-power-law",
  aliases: ["SmoothBrokenPowerLawSpectralModel", "sbpl"],
  summary: "Smoothly broken power law, A (E/E₀)^−Γ₁ [1 + (E/Eb)^((Γ₂−Γ₁)/b)]^−b",
  parameters: {
    index1: { value: 2, unit: "" },
    index2: { value: 2, unit: "" },
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    ebreak: { value: 1, unit: "TeV" },
    reference: { value: 1, unit: "TeV", frozen: true },
    beta: { value: 1, unit: "", frozen: true },
  },
  evaluate,
  evaluateGradient,
  ...logQuadrature({ parameters: 6, evaluate, evaluateGradient, rate, exponent }),
});

function evaluate(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [index1, amplitude, ebreak, reference] = [p[0], p[2], p[3], p[4]];
  const steepness = Math.abs(p[1] - p[0]) / p[5];
  const b = p[5] * Math.sign(p[1] - p[0]);
  for (let i = 0; i < energy.length; i++) {
    const t = log(energy[i] / reference);
    const z = steepness * log(energy[i] / ebreak);
    out[i] = amplitude * exp(-index1 * t - b * softplus(z));
  }
}

function evaluateGradient(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [index1, index2, amplitude, ebreak, reference, beta] = [p[0], p[1], p[2], p[3], p[4], p[5]];
  const difference = index2 - index1;
  const sign = Math.sign(difference);
  const n = energy.length;
  for (let i = 0; i < n; i++) {
    const t = log(energy[i] / reference);
    const x = log(energy[i] / ebreak);
    const z = (Math.abs(difference) / beta) * x;
    const bend = softplus(z);
    const share = 1 / (1 + exp(-z));
    const shape = exp(-index1 * t - beta * sign * bend);
    const value = amplitude * shape;
    out[i] = value * (share * x - t);
    out[n + i] = -value * share * x;
    out[2 * n + i] = shape;
    out[3 * n + i] = (value * share * difference) / ebreak;
    out[4 * n + i] = (value * index1) / reference;
    out[5 * n + i] = value * sign * (share * z - bend);
  }
}

/** ln(1 + eᶻ), without overflow. */
function softplus(z: number): number {
  return Math.max(z, 0) + log1p(exp(-Math.abs(z)));
}

/** The larger slope of E dN/dE at the two ends, and the distance of the poles at ln(E/Eb) = ±iπβ/|Γ₂−Γ₁|. */
function rate(low: number, high: number, p: Float64Array): number {
  const [index1, index2, ebreak, beta] = [p[0], p[1], p[3], p[5]];
  const steepness = Math.abs(index2 - index1) / beta;
  const slope = (energy: number) =>
    Math.abs(1 - index1 - (index2 - index1) / (1 + exp(-steepness * log(energy / ebreak))));
  const width = Math.PI / Math.abs(steepness);
  const away = Math.max(0, log(low / ebreak), log(ebreak / high));
  return Math.max(slope(low), slope(high)) + (1.5 * Math.PI) / hypot(width, away);
}

/** Those of the first power law and of the break where they are largest. */
function exponent(low: number, high: number, p: Float64Array): number {
  const [index1, index2, ebreak, reference, beta] = [p[0], p[1], p[3], p[4], p[5]];
  const bend = (energy: number) => softplus((Math.abs(index2 - index1) / beta) * log(energy / ebreak));
  const b = beta * Math.sign(index2 - index1);
  return largestExponent(low, high, index1, reference) + Math.max(-b * bend(low), -b * bend(high));
}
