import { defineSpectralModel, exp } from "@gammakit/core";
import { erfc } from "../numeric/erfc.ts";

/**
 * A line: dN/dE = A / (σ √(2π)) exp(−(E − μ)² / (2σ²)).
 *
 * Parameters: `amplitude` A, the integral over all energies (1e-12 cm-2 s-1), `mean` μ (1 TeV), `sigma` σ (2 TeV).
 */
export const gaussian = defineSpectralModel({
  id: "gaussian",
  aliases: ["GaussianSpectralModel", "gauss"],
  summary: "Gaussian line, normalized to its amplitude",
  parameters: {
    amplitude: { value: 1e-12, unit: "cm-2 s-1" },
    mean: { value: 1, unit: "TeV" },
    sigma: { value: 2, unit: "TeV" },
  },
  evaluate(energy, p, out) {
    for (let i = 0; i < energy.length; i++) out[i] = p[0] * density(energy[i], p[1], p[2]);
  },
  evaluateGradient(energy, p, out) {
    const [amplitude, mean, sigma] = [p[0], p[1], p[2]];
    const n = energy.length;
    for (let i = 0; i < n; i++) {
      const x = (energy[i] - mean) / sigma;
      const shape = density(energy[i], mean, sigma);
      out[i] = shape;
      out[n + i] = (amplitude * shape * x) / sigma;
      out[2 * n + i] = (amplitude * shape * (x * x - 1)) / sigma;
    }
  },
  integrate(edges, p, out) {
    for (let i = 0; i < edges.length - 1; i++) out[i] = p[0] * share(edges[i], edges[i + 1], p[1], p[2]);
  },
  integrateEnergy(edges, p, out) {
    const [amplitude, mean, sigma] = [p[0], p[1], p[2]];
    for (let i = 0; i < edges.length - 1; i++) {
      const ends = density(edges[i + 1], mean, sigma) - density(edges[i], mean, sigma);
      out[i] = amplitude * (mean * share(edges[i], edges[i + 1], mean, sigma) - sigma * sigma * ends);
    }
  },
  integrateGradient(edges, p, out) {
    const [amplitude, mean, sigma] = [p[0], p[1], p[2]];
    const n = edges.length - 1;
    for (let i = 0; i < n; i++) {
      const a = density(edges[i], mean, sigma);
      const b = density(edges[i + 1], mean, sigma);
      out[i] = share(edges[i], edges[i + 1], mean, sigma);
      out[n + i] = amplitude * (a - b);
      out[2 * n + i] = (amplitude * ((edges[i] - mean) * a - (edges[i + 1] - mean) * b)) / sigma;
    }
  },
});

/** The normal density [TeV-1]. */
function density(energy: number, mean: number, sigma: number): number {
  const x = (energy - mean) / sigma;
  return exp(-0.5 * x * x) / (sigma * Math.sqrt(2 * Math.PI));
}

/** The part of a normal distribution between two energies, from the tail on their side. */
function share(low: number, high: number, mean: number, sigma: number): number {
  const a = (low - mean) / (sigma * Math.SQRT2);
  const b = (high - mean) / (sigma * Math.SQRT2);
  return a + b > 0 ? 0.5 * (erfc(a) - erfc(b)) : 0.5 * (erfc(-b) - erfc(-a));
}
