import { defineSpectralModel } from "@gammakit/core";

/**
 * A flat spectrum: dN/dE = const.
 *
 * Parameters: `const` (1e-12 cm-2 s-1 TeV-1).
 */
export const constant = defineSpectralModel({
  id: "constant",
  aliases: ["ConstantSpectralModel", "const"],
  summary: "Constant dN/dE",
  parameters: { const: { value: 1e-12, unit: "cm-2 s-1 TeV-1" } },
  evaluate(energy, p, out) {
    for (let i = 0; i < energy.length; i++) out[i] = p[0];
  },
  evaluateGradient(energy, _p, out) {
    for (let i = 0; i < energy.length; i++) out[i] = 1;
  },
  integrate(edges, p, out) {
    for (let i = 0; i < edges.length - 1; i++) out[i] = p[0] * (edges[i + 1] - edges[i]);
  },
  integrateEnergy(edges, p, out) {
    for (let i = 0; i < edges.length - 1; i++) {
      out[i] = 0.5 * p[0] * (edges[i + 1] - edges[i]) * (edges[i + 1] + edges[i]);
    }
  },
  integrateGradient(edges, _p, out) {
    for (let i = 0; i < edges.length - 1; i++) out[i] = edges[i + 1] - edges[i];
  },
});
