import { type Dataset, GammakitError, type SpectrumDatasetOnOff } from "@gammakit/core";
import { stackOnOff } from "@gammakit/makers";
import { isMeasured } from "../reduction/cumulative.ts";

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
export function haveSameAxes(datasets: readonly Dataset[]): boolean {
  return (
    isSame(datasets.map(({ energyEdges }) => energyEdges)) &&
    isSame(datasets.map(({ energyTrueEdges }) => energyTrueEdges))
  );
}

function isSame([first, ...others]: readonly Float64Array[]): boolean {
  return others.every(
    (edges) => edges.length === first.length && edges.every((edge, i) => Math.abs(edge - first[i]) <= 1e-12 * edge),
  );
}
