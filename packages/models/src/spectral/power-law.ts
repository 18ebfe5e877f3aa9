import { defineSpectralModel, exp, log } from "@gammakit/core";
import { exponentialMean, exponentialMeanSlope } from "../numeric/exponential-mean.ts";
import { lastPowers, logRatios } from "../numeric/log-ratios.ts";
import { powerMoments } from "../numeric/power-moment.ts";

/**
 * A power law: dN/dE = A (E/E₀)^(−Γ).
 *
 * Parameters: `index` Γ (2), `amplitude` A (1e-12 cm-2 s-1 TeV-1), `reference` E₀ (1 TeV, frozen).
 * Integrals, energy integrals and their derivatives are analytic, and smooth through Γ = 1 and Γ = 2.
 */
export const powerLaw = defineSpectralModel({
  id: "power-law",
  aliases: ["PowerLawSpectralModel", "pl"],
  summary: "Power law, A (E/E₀)^−Γ",
  parameters: {
    index: { value: 2, unit: "" },
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    reference: { value: 1, unit: "TeV", frozen: true },
  },
  evaluate(energy, p, out) {
    const [index, amplitude, reference] = [p[0], p[1], p[2]];
    for (let i = 0; i < energy.length; i++) out[i] = amplitude * exp(-index * log(energy[i] / reference));
  },
  evaluateGradient(energy, p, out) {
    const [index, amplitude, reference] = [p[0], p[1], p[2]];
    const n = energy.length;
    for (let i = 0; i < n; i++) {
      const t = log(energy[i] / reference);
      const shape = exp(-index * t);
      out[i] = -t * amplitude * shape;
      out[n + i] = shape;
      out[2 * n + i] = (index / reference) * amplitude * shape;
    }
  },
  integrate(edges, p, out) {
    powerMoments(edges, 1 - p[0], p[2], p[1] * p[2], out);
  },
  integrateEnergy(edges, p, out) {
    powerMoments(edges, 2 - p[0], p[2], p[1] * p[2] * p[2], out);
  },
  integrateGradient,
});

/** With g(s) = ∫ x^(s−1) dx: d/dΓ = −A E₀ g′(s), d/dA = E₀ g, d/dE₀ = A Γ g. */
function integrateGradient(edges: Float64Array, p: Float64Array, out: Float64Array): void {
  const [index, amplitude, reference] = [p[0], p[1], p[2]];
  const s = 1 - index;
  const n = edges.length - 1;
  const t = logRatios(edges, reference);
  const g = lastPowers(s);
  for (let i = 0; i < n; i++) {
    const width = t[i + 1] - t[i];
    const u = s * width;
    let integral: number;
    let slope: number;
    if (Math.abs(u) > 0.5) {
      integral = (g[i + 1] - g[i]) / s;
      slope = (t[i + 1] * g[i + 1] - t[i] * g[i] - integral) / s;
    } else {
      const mean = exponentialMean(u);
      integral = g[i] * width * mean;
      slope = t[i] * integral + g[i] * width * width * exponentialMeanSlope(u, mean);
    }
    out[i] = -amplitude * reference * slope;
    out[n + i] = reference * integral;
    out[2 * n + i] = amplitude * index * integral;
  }
}
