import { type Dataset, fittedBins } from "@gammakit/core";

/** Most flux points that nobody has asked for. */
const mostPoints = 12;

/** Lowest and highest energy [TeV] of the bins that a fit of all datasets uses; empty where it uses none. */
export function fittedRange(datasets: readonly Dataset[]): readonly number[] {
  const ends = datasets.flatMap((dataset) => {
    const bins = fittedBins(dataset);
    if (bins.length === 0) return [];
    const { energyEdges } = dataset;
    // No model can be drawn at 0.
    return [energyEdges[bins[0]] || energyEdges[bins[0] + 1], energyEdges[bins[bins.length - 1] + 1]];
  });
  return ends.length === 0 ? [] : [Math.min(...ends), Math.max(...ends)];
}

/**
 * Edges of flux points [TeV] where a job gives none: of the bins that the fit uses of the dataset with the widest range, as many together
 * as leave twelve points at most. They are its own edges, so that no bin is cut.
 */
export function usualEdges(datasets: readonly Dataset[]): readonly number[] {
  const [widest] = [...datasets].sort((a, b) => width(b) - width(a));
  const { energyEdges } = widest;
  const bins = fittedBins(widest);
  const first = bins[0] ?? 0;
  const last = (bins.at(-1) ?? energyEdges.length - 2) + 1;
  const step = Math.ceil((last - first) / mostPoints);
  const edges = Array.from({ length: Math.ceil((last - first) / step) }, (_, k) => energyEdges[first + k * step]);
  return [...edges, energyEdges[last]];
}

/** How many times its lowest the highest energy is that the fit uses. */
function width(dataset: Dataset): number {
  const [low, high] = fittedRange([dataset]);
  return low === undefined ? 0 : high / low;
}
