import {
  compileIntegral,
  effectiveAreaAt,
  energyDispersionMatrix,
  parameterValues,
  type SpectralModel,
} from "@gammakit/core";
import type { Responses } from "../../src/index.ts";

/** Reconstructed energies [TeV], ten bins per decade. */
export const edges = Float64Array.from({ length: 31 }, (_, i) => 0.1 * 10 ** (i / 10));

/** Counts per second in each reconstructed bin of `edges`, by folding on a grid of true energy that is much finer. */
export function expectedRate(model: SpectralModel, { aeff, edisp }: Responses, offset: number): Float64Array {
  const truth = Float64Array.from({ length: 1501 }, (_, i) => 0.05 * 3000 ** (i / 1500));
  const centers = Float64Array.from({ length: 1500 }, (_, i) => Math.sqrt(truth[i] * truth[i + 1]));
  const flux = new Float64Array(1500);
  compileIntegral(model, truth)(parameterValues(model), flux);
  const area = effectiveAreaAt(aeff, centers, offset);
  const matrix = energyDispersionMatrix(edisp, offset, centers, edges);
  const out = new Float64Array(30);
  for (let i = 0; i < 1500; i++) for (let j = 0; j < 30; j++) out[j] += flux[i] * area[i] * matrix[i * 30 + j];
  return out;
}
