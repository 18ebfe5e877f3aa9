import { type Dataset, GammakitError, type SpectrumDatasetOnOff } from "@gammakit/core";
import { stackOnOff } from "@gammakit/makers";
import { haveSameEdges } from "../flux-points/same-edges.ts";
import { isMeasured } from "../reduction/cumulative.ts";

/** Relative distance of edges that are the same, as `stackOnOff` has it. */
const rounding = 1e-12;

/** All datasets as one. Throws "invalid-input" where one has no OFF counts, or other bins; `remedy` says what helps against the first. */
export function stackMeasured(datasets: readonly Dataset[], remedy: string): SpectrumDatasetOnOff {
  if (!isMeasured(datasets)) {
    throw new GammakitError("invalid-input", `stack: datasets without OFF counts can't be stacked. ${remedy}`);
  }
  if (!haveSameAxes(datasets)) {
    const message =
      "stack: datasets with different bins can't be stacked. Leave out stack: all are fitted jointly then.";
    throw new GammakitError("invalid-input", message, { datasets: datasets.map(({ name }) => name) });
  }
  return stackOnOff(datasets);
}

/** Whether all have the same bins, of reconstructed and of true energy: only those can be stacked. */
export function haveSameAxes([first, ...others]: readonly Dataset[]): boolean {
  return others.every(
    ({ energyEdges, energyTrueEdges }) =>
      haveSameEdges(first.energyEdges, energyEdges, rounding) &&
      haveSameEdges(first.energyTrueEdges, energyTrueEdges, rounding),
  );
}
