import { defineSpectralModel, exp, log } from "@gammakit/core";
import { powerMoment, powerMomentSlope, powerMoments } from "../numeric/power-moment.ts";

/**
 * A power law whose amplitude is its integral between two energies:
 * dN/dE = F (1−Γ) E^(−Γ) / (Emax^(1−Γ) − Emin^(1−Γ)), and its limit F / (E ln(Emax/Emin)) at Γ = 1.
 *
 * Parameters: `amplitude` F (1e-12 cm-2 s-1), `index` Γ (2), `emin` (0.1 TeV, frozen), `emax` (100 TeV, frozen).
 */
export const powerLawIntegral = defineSpectralModel({
  id: "power-law-integral",
  aliases: ["PowerLaw2SpectralModel", "pl-2"],
  summary: "Power law with its integral between two energies as amplitude",
  parameters: {
    amplitude: { value: 1e-12, unit: "cm-2 s-1" },
    index: { value: 2, unit: "" },
    emin: { value: 0.1, unit: "TeV", frozen: true },
    emax: { value: 100, unit: "TeV", frozen: true },
  },
  evaluate(energy, p, out) {
    const [index, emin] = [p[1], p[2]];
    const scale = p[0] / (emin * fullMoment(p));
    for (let i = 0; i < energy.length; i++) out[i] = scale * exp(-index * log(energy[i] / emin));
  },
  evaluateGradient(energy, p, out) {
    const [amplitude, index, emin] = [p[0], p[1], p[2]];
    const n = energy.length;
    const full = fullMoment(p);
    const fullSlope = powerMomentSlope(1 - index, 0, log(p[3] / emin), full);
    for (let i = 0; i < n; i++) {
      const t = log(energy[i] / emin);
      const shape = exp(-index * t) / (emin * full);
      out[i] = shape;
      out[n + i] = amplitude * shape * (fullSlope / full - t);
      out[2 * n + i] = (amplitude * shape) / (emin * full);
      out[3 * n + i] = -amplitude * shape * edgeWeight(p, full);
    }
  },
  integrate(edges, p, out) {
    powerMoments(edges, 1 - p[1], p[2], p[0] / fullMoment(p), out);
  },
  integrateEnergy(edges, p, out) {
    powerMoments(edges, 2 - p[1], p[2], (p[0] * p[2]) / fullMoment(p), out);
  },
  integrateGradient(edges, p, out) {
    const [amplitude, index, emin] = [p[0], p[1], p[2]];
    const n = edges.length - 1;
    const full = fullMoment(p);
    const fullSlope = powerMomentSlope(1 - index, 0, log(p[3] / emin), full);
    for (let i = 0; i < n; i++) {
      const ta = log(edges[i] / emin);
      const tb = log(edges[i + 1] / emin);
      const moment = powerMoment(1 - index, ta, tb);
      const share = moment / full;
      out[i] = share;
      out[n + i] = amplitude * ((share * fullSlope) / full - powerMomentSlope(1 - index, ta, tb, moment) / full);
      out[2 * n + i] = (amplitude * share) / (emin * full);
      out[3 * n + i] = -amplitude * share * edgeWeight(p, full);
    }
  },
});

/** ∫ x^(−Γ) dx from 1 to Emax/Emin. */
function fullMoment(p: Float64Array): number {
  return powerMoment(1 - p[1], 0, log(p[3] / p[2]));
}

/** Emax^(−Γ) over the integral of E^(−Γ) from Emin to Emax [TeV-1]. */
function edgeWeight(p: Float64Array, full: number): number {
  return exp(-p[1] * log(p[3] / p[2])) / (p[2] * full);
}
