import type { Dataset } from "@gammakit/core";
import { haveSameEdges } from "./same-edges.ts";

/** Relative distance below which edges are the same: files have them in single precision. */
const tolerance = 1e-5;

/** The datasets by their bins of reconstructed energy: those with the same are together, in their order. */
export function groupByBins<D extends Dataset>(datasets: readonly D[]): readonly (readonly D[])[] {
  const groups: D[][] = [];
  for (const dataset of datasets) {
    const group = groups.find(([first]) => haveSameEdges(first.energyEdges, dataset.energyEdges, tolerance));
    if (group === undefined) groups.push([dataset]);
    else group.push(dataset);
  }
  return groups;
}
