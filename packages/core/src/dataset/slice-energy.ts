import { GammakitError } from "../errors/gammakit-error.ts";
import { log } from "../numeric/repeatable/logarithm.ts";
import { roundHalfEven } from "../numeric/round.ts";
import type { Dataset } from "./dataset.ts";

/** A part of a dataset in energy, and what had to be done to the range asked for. */
export interface EnergySlice<D extends Dataset = Dataset> {
  /** The part; absent where no bin is left. */
  readonly dataset?: D;
  /** Number of the first reconstructed bin of the part. */
  readonly begin: number;
  /** Number of the bin after the last; equal to `begin` where no bin is left. */
  readonly end: number;
  /** Whether an end of the range fell inside a bin and was moved to its nearer edge (in ln E). */
  readonly snapped: boolean;
  /** Whether the range reached beyond the data. */
  readonly clipped: boolean;
}

/** Distance from an edge, in bins, below which an energy is that edge: it was given with six digits. */
const onEdge = 1e-5;

/**
 * The bins of `dataset` between the reconstructed energies `eMin` and `eMax` [TeV]. Bins are not cut: each end of the range is
 * moved to the nearest edge, halves to the even one, and one beyond the data to the last edge. True energies stay as they are.
 * Throws "invalid-input" for a range that is negative, empty or not a number.
 */
export function sliceEnergy<D extends Dataset>(dataset: D, eMin: number, eMax: number): EnergySlice<D> {
  if (!(eMin >= 0 && eMin < eMax)) {
    throw new GammakitError(
      "invalid-input",
      `The energy range is ${eMin} to ${eMax} TeV; it must begin at 0 or more and end above its beginning.`,
      { eMin, eMax },
    );
  }
  const bins = dataset.energyEdges.length - 1;
  const low = edgePosition(dataset.energyEdges, eMin);
  const high = edgePosition(dataset.energyEdges, eMax);
  const begin = roundHalfEven(Math.min(Math.max(low, 0), bins));
  const end = roundHalfEven(Math.min(Math.max(high, 0), bins));
  return {
    ...(end > begin && { dataset: pickBins(dataset, begin, end) }),
    begin,
    end,
    snapped: isInside(low, bins) || isInside(high, bins),
    clipped: low < -onEdge || high > bins + onEdge,
  };
}

/**
 * Where `energy` lies among the edges: their number, interpolated in ln E, or in E in a bin that begins at 0; −1 and the number of
 * edges beyond them.
 */
function edgePosition(edges: Float64Array, energy: number): number {
  const last = edges.length - 1;
  const near = (edge: number, width: number) => Math.abs(log(energy / edge)) <= onEdge * Math.abs(width);
  if (energy < edges[0]) return near(edges[0], log(edges[1] / edges[0])) ? 0 : -1;
  if (energy > edges[last]) return near(edges[last], log(edges[last] / edges[last - 1])) ? last : last + 1;
  let k = 0;
  while (k < last - 1 && energy >= edges[k + 1]) k++;
  if (edges[k] === 0) return energy / edges[1];
  return k + log(energy / edges[k]) / log(edges[k + 1] / edges[k]);
}

function isInside(position: number, bins: number): boolean {
  return position > 0 && position < bins && Math.abs(position - Math.round(position)) > onEdge;
}

function pickBins<D extends Dataset>(dataset: D, begin: number, end: number): D {
  if (begin === 0 && end === dataset.counts.length) return dataset;
  const { maskFit } = dataset;
  const common = {
    energyEdges: dataset.energyEdges.slice(begin, end + 1),
    counts: dataset.counts.slice(begin, end),
    edisp: pickColumns(dataset.edisp, dataset.counts.length, begin, end),
    maskSafe: dataset.maskSafe.slice(begin, end),
    ...(maskFit && { maskFit: maskFit.slice(begin, end) }),
  };
  if (dataset.kind === "spectrum") {
    return { ...dataset, ...common, background: dataset.background.slice(begin, end) };
  }
  return {
    ...dataset,
    ...common,
    countsOff: dataset.countsOff.slice(begin, end),
    acceptance: dataset.acceptance.slice(begin, end),
    acceptanceOff: dataset.acceptanceOff.slice(begin, end),
  };
}

/** Columns `begin` to `end` of a row-major matrix with `width` columns. */
function pickColumns(matrix: Float64Array, width: number, begin: number, end: number): Float64Array {
  const columns = end - begin;
  const rows = matrix.length / width;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) out.set(matrix.subarray(i * width + begin, i * width + end), i * columns);
  return out;
}
