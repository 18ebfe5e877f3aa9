import { GammakitError } from "../errors/gammakit-error.ts";
import type { Dataset } from "./dataset.ts";

/** Relative distance from an edge below which an energy is that edge: it was given with six digits. */
const onEdge = 1e-6;

/**
 * The dataset with a fit that uses only the bins that lie wholly between the reconstructed energies `eMin` and `eMax` [TeV], and of
 * these the safe ones. A range that it had before is replaced; Infinity leaves an end open.
 * Throws "invalid-input" for a range that is negative, empty or not a number, and where no bin lies in it.
 */
export function withFitRange<D extends Dataset>(dataset: D, eMin: number, eMax: number): D {
  if (!(eMin >= 0 && eMin < eMax)) {
    throw new GammakitError(
      "invalid-input",
      `The range of the fit is ${eMin} to ${eMax} TeV; it must begin at 0 or more and end above its beginning.`,
      { eMin, eMax },
    );
  }
  const { energyEdges, counts, name } = dataset;
  const maskFit = new Uint8Array(counts.length);
  for (let j = 0; j < maskFit.length; j++) {
    const isInside = energyEdges[j] >= eMin * (1 - onEdge) && energyEdges[j + 1] <= eMax * (1 + onEdge);
    maskFit[j] = isInside ? 1 : 0;
  }
  if (!maskFit.includes(1)) {
    throw new GammakitError(
      "invalid-input",
      `No energy bin of dataset "${name}" lies wholly between ${eMin} and ${eMax} TeV; its ${counts.length} bins go from ${energyEdges[0]} to ${energyEdges[counts.length]} TeV.`,
      { dataset: name, eMin, eMax },
    );
  }
  return { ...dataset, maskFit };
}
