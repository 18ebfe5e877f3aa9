import type { JobWarning } from "../job/warning.ts";
import type { ReductionSettings } from "./reduction-block.ts";

/** That true energies [TeV] do not reach beyond the reconstructed ones. */
export function narrowEnergyTrue(
  energy: ReductionSettings["energy"],
  energyTrue: ReductionSettings["energyTrue"],
): JobWarning {
  const message = `energyTrue, ${energyTrue.min} to ${energyTrue.max} TeV, does not cover energy, ${energy.min} to ${energy.max} TeV: events from beyond are not predicted, and fluxes come out too high. Widen it.`;
  return { code: "energy-true-too-narrow", message, where: "energyTrue" };
}
