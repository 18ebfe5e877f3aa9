import { defineSpectralModel, exp, log } from "@gammakit/core";
import { powerMoment, powerMomentSlope, powerMoments } from "../numeric/power-moment.ts";

/**
 * A factor on another spectrum: N (E/E₀)^(−τ), without unit.
 *
 * Parameters: `norm` N (1), `tilt` τ (0, frozen), `reference` E₀ (1 TeV, frozen).
 */
export const powerLawNorm = defineSpectralModel({
  id: "power-law-norm",
  aliases: ["PowerLawNormSpectralModel", "pl-norm"],
  summary: "Factor with a power-law tilt, N (E/E₀)^−τ",
  unit: "",
  parameters: {
    norm: { value: 1, unit: "" },
    tilt: { value: 0, unit: "", frozen: true },
    reference: { value: 1, unit: "TeV", frozen: true },
  },
  evaluate(energy, p, out) {
    const [norm, tilt, reference] = [p[0], p[1], p[2]];
    for (let i = 0; i < energy.length; i++) out[i] = norm * exp(-tilt * log(energy[i] / reference));
  },
  evaluateGradient(energy, p, out) {
    const [norm, tilt, reference] = [p[0], p[1], p[2]];
    const n = energy.length;
    for (let i = 0; i < n; i++) {
      const t = log(energy[i] / reference);
      const shape = exp(-tilt * t);
      out[i] = shape;
      out[n + i] = -t * norm * shape;
      out[2 * n + i] = (tilt / reference) * norm * shape;
    }
  },
  integrate(edges, p, out) {
    powerMoments(edges, 1 - p[1], p[2], p[0] * p[2], out);
  },
  integrateEnergy(edges, p, out) {
    powerMoments(edges, 2 - p[1], p[2], p[0] * p[2] * p[2], out);
  },
  integrateGradient(edges, p, out) {
    const [norm, tilt, reference] = [p[0], p[1], p[2]];
    const n = edges.length - 1;
    for (let i = 0; i < n; i++) {
      const ta = log(edges[i] / reference);
      const tb = log(edges[i + 1] / reference);
      const moment = powerMoment(1 - tilt, ta, tb);
      out[i] = reference * moment;
      out[n + i] = -norm * reference * powerMomentSlope(1 - tilt, ta, tb, moment);
      out[2 * n + i] = norm * tilt * moment;
    }
  },
});
