import type { Dataset } from "@gammakit/core";

/** Relative distance below which edges are the same: files have them in single precision. */
const tolerance = 1e-5;

/** The datasets by their bins of reconstructed energy: those with the same are together, in their order. */
export function groupByBins<D extends Dataset>(datasets: readonly D[]): readonly (readonly D[])[] {
  const groups: D[][] = [];
  for (const dataset of datasets) {
    const group = groups.find(([first]) => haveSameBins(first, dataset));
    if (group === undefined) groups.push([dataset]);
    else group.push(dataset);
  }
  return groups;
}

function haveSameBins({ energyEdges: a }: Dataset, { energyEdges: b }: Dataset): boolean {
  return a.length === b.length && a.every((edge, i) => Math.abs(edge - b[i]) <= tolerance * Math.abs(edge));
}
