import { defineSpectralModel } from "@gammakit/core";
import { expCutoffKernels } from "./exp-cutoff-power-law.ts";

/**
 * A factor with a cut-off on another spectrum: N (E/E₀)^(−Γ) exp(−(λE)^α), without unit.
 *
 * Parameters: `index` Γ (1.5), `norm` N (1), `reference` E₀ (1 TeV, frozen), `lambda_` λ (0.1 TeV-1), `alpha` α (1, frozen).
 */
export const expCutoffPowerLawNorm = defineSpectralModel({
  id: "exp-cutoff-power-law-norm",
  aliases: ["ExpCutoffPowerLawNormSpectralModel", "ecpl-norm"],
  summary: "Factor with exponential cut-off, N (E/E₀)^−Γ exp(−(λE)^α)",
  unit: "",
  parameters: {
    index: { value: 1.5, unit: "" },
    norm: { value: 1, unit: "" },
    reference: { value: 1, unit: "TeV", frozen: true },
    lambda_: { value: 0.1, unit: "TeV-1" },
    alpha: { value: 1, unit: "", frozen: true },
  },
  ...expCutoffKernels,
});
