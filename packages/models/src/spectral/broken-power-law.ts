import { defineSpectralModel, exp, log } from "@gammakit/core";
import { powerMoment, powerMomentSlope } from "../numeric/power-moment.ts";

/**
 * Two power laws that meet at a break: dN/dE = A (E/Eb)^(−Γ₁) for E < Eb, A (E/Eb)^(−Γ₂) above.
 *
 * Parameters: `index1` Γ₁ (2), `index2` Γ₂ (2), `amplitude` A at the break (1e-12 cm-2 s-1 TeV-1), `ebreak` Eb (1 TeV).
 * The integral is exact also over the bin that contains the break, and so is its derivative with respect to the break.
 */
export const brokenPowerLaw = defineSpectralModel({
  id: "broken-power-law",
  aliases: ["BrokenPowerLawSpectralModel", "bpl"],
  summary: "Broken power law, A (E/Eb)^−Γ₁ below the break and A (E/Eb)^−Γ₂ above",
  parameters: {
    index1: { value: 2, unit: "" },
    index2: { value: 2, unit: "" },
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1" },
    ebreak: { value: 1, unit: "TeV" },
  },
  evaluate(energy, p, out) {
    const [index1, index2, amplitude, ebreak] = [p[0], p[1], p[2], p[3]];
    for (let i = 0; i < energy.length; i++) {
      const t = log(energy[i] / ebreak);
      out[i] = amplitude * exp(-(t < 0 ? index1 : index2) * t);
    }
  },
  evaluateGradient(energy, p, out) {
    const [index1, index2, amplitude, ebreak] = [p[0], p[1], p[2], p[3]];
    const n = energy.length;
    for (let i = 0; i < n; i++) {
      const t = log(energy[i] / ebreak);
      const index = t < 0 ? index1 : index2;
      const shape = exp(-index * t);
      out[i] = t < 0 ? -t * amplitude * shape : 0;
      out[n + i] = t < 0 ? 0 : -t * amplitude * shape;
      out[2 * n + i] = shape;
      out[3 * n + i] = (index / ebreak) * amplitude * shape;
    }
  },
  integrate(edges, p, out) {
    momentsAcrossBreak(edges, 1 - p[0], 1 - p[1], p[3], p[2] * p[3], out);
  },
  integrateEnergy(edges, p, out) {
    momentsAcrossBreak(edges, 2 - p[0], 2 - p[1], p[3], p[2] * p[3] * p[3], out);
  },
  integrateGradient(edges, p, out) {
    const [index1, index2, amplitude, ebreak] = [p[0], p[1], p[2], p[3]];
    const n = edges.length - 1;
    let ta = log(edges[0] / ebreak);
    for (let i = 0; i < n; i++) {
      const tb = log(edges[i + 1] / ebreak);
      const [a1, b1, a2, b2] = [Math.min(ta, 0), Math.min(tb, 0), Math.max(ta, 0), Math.max(tb, 0)];
      const below = a1 < b1 ? powerMoment(1 - index1, a1, b1) : 0;
      const above = a2 < b2 ? powerMoment(1 - index2, a2, b2) : 0;
      out[i] = a1 < b1 ? -amplitude * ebreak * powerMomentSlope(1 - index1, a1, b1, below) : 0;
      out[n + i] = a2 < b2 ? -amplitude * ebreak * powerMomentSlope(1 - index2, a2, b2, above) : 0;
      out[2 * n + i] = ebreak * (below + above);
      // The ends of the pieces at the break cancel, as dN/dE is continuous there.
      out[3 * n + i] = amplitude * (index1 * below + index2 * above);
      ta = tb;
    }
  },
});

/** Writes scale · ∫ x^(s−1) dx per bin over x = E/Eb, s being s1 below the break and s2 above. */
function momentsAcrossBreak(
  edges: Float64Array,
  s1: number,
  s2: number,
  ebreak: number,
  scale: number,
  out: Float64Array,
): void {
  let ta = log(edges[0] / ebreak);
  for (let i = 0; i < edges.length - 1; i++) {
    const tb = log(edges[i + 1] / ebreak);
    const below = ta < 0 ? powerMoment(s1, ta, Math.min(tb, 0)) : 0;
    const above = tb > 0 ? powerMoment(s2, Math.max(ta, 0), tb) : 0;
    out[i] = scale * (below + above);
    ta = tb;
  }
}
