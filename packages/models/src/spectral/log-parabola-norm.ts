import { defineSpectralModel } from "@gammakit/core";
import { logParabolaKernels } from "./log-parabola.ts";

/**
 * A curved factor on another spectrum: N (E/E₀)^(−α − β ln(E/E₀)), without unit, with the natural logarithm.
 *
 * Parameters: `norm` N (1), `reference` E₀ (10 TeV, frozen), `alpha` α (0), `beta` β (0).
 * Gammapy before 1.2 had the defaults α = 2 and β = 1.
 */
export const logParabolaNorm = defineSpectralModel({
  id: "log-parabola-norm",
  aliases: ["LogParabolaNormSpectralModel", "lp-norm"],
  summary: "Factor of the shape of a log parabola, N (E/E₀)^(−α − β ln(E/E₀))",
  unit: "",
  parameters: {
    norm: { value: 1, unit: "" },
    reference: { value: 10, unit: "TeV", frozen: true },
    alpha: { value: 0, unit: "" },
    beta: { value: 0, unit: "" },
  },
  ...logParabolaKernels,
});
