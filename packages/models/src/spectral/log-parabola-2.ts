import { defineSpectralModel, exp, log } from "@gammakit/core";
import { logQuadrature } from "../numeric/log-quadrature.ts";
import { logParabolaExponent, logParabolaRate } from "./log-parabola.ts";

/**
 * A curved power law whose curvature counts from an energy of its own: dN/dE = A (E/E₀)^(−α − β ln(E/Eₛ)), with the natural
 * logarithm. It is a log parabola with α + β ln(E₀/Eₛ) in place of α.
 *
 * Parameters: `amplitude` A (1e-12 cm-2 s-1 TeV-1), `reference` E₀ (10 TeV, frozen), `alpha` α (2), `beta` β (1), `escale` Eₛ
 * (1 TeV, frozen).
 */
export const logParabola2 = defineSpectralModel({
  id: "log-parabola-2",
  aliases: ["LogParabola2SpectralModel", "lp2"],
  summary: "Log parabola with a scale of its own, A (E/E₀)^(−α − β ln(E/Eₛ))",
  parameters: {
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    reference: { value: 10, unit: "TeV", frozen: true },
    alpha: { value: 2, unit: "" },
    beta: { value: 1, unit: "" },
    escale: { value: 1, unit: "TeV", frozen: true },
  },
  evaluate,
  evaluateGradient,
  ...logQuadrature({
    parameters: 5,
    evaluate,
    evaluateGradient,
    rate: (low, high, p) => logParabolaRate(low, high, asLogParabola(p)),
    exponent: (low, high, p) => logParabolaExponent(low, high, asLogParabola(p)),
  }),
});

/** The vector of the log parabola that it is. */
function asLogParabola(p: Float64Array): Float64Array {
  return Float64Array.of(p[0], p[1], p[2] + p[3] * log(p[1] / p[4]), p[3]);
}

function evaluate(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [amplitude, reference, alpha, beta, scale] = [p[0], p[1], p[2], p[3], p[4]];
  for (let i = 0; i < energy.length; i++) {
    out[i] = amplitude * exp(-log(energy[i] / reference) * (alpha + beta * log(energy[i] / scale)));
  }
}

function evaluateGradient(energy: Float64Array, p: Float64Array, out: Float64Array): void {
  const [amplitude, reference, alpha, beta, scale] = [p[0], p[1], p[2], p[3], p[4]];
  const n = energy.length;
  for (let i = 0; i < n; i++) {
    const t = log(energy[i] / reference);
    const s = log(energy[i] / scale);
    const shape = exp(-t * (alpha + beta * s));
    const value = amplitude * shape;
    out[i] = shape;
    out[n + i] = (value * (alpha + beta * s)) / reference;
    out[2 * n + i] = -t * value;
    out[3 * n + i] = -t * s * value;
    out[4 * n + i] = (t * beta * value) / scale;
  }
}
