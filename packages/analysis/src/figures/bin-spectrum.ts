import type { Dataset } from "@gammakit/core";
import { fluxPoints, type SpectralBin } from "@gammakit/estimators";
import type { SpectrumOptions } from "@gammakit/plot";
import { butterfly, safeEdges } from "../flux-points/butterfly.ts";
import { residuals } from "./residuals.ts";

/** What a figure of the spectrum of one interval shows: flux points on the fitted model, its butterfly, residual counts. */
export async function binSpectrum(
  bin: SpectralBin,
  datasets: readonly Dataset[],
  title: string,
): Promise<SpectrumOptions> {
  const own = datasets.filter(({ name }) => bin.datasets.includes(name));
  const { model, covariance } = bin.result;
  const edges = safeEdges(own);
  if (edges.length < 2) return { title, curves: [butterfly(model, covariance, own[0].energyEdges)] };
  const { points } = await fluxPoints(own, { reference: model, energyEdges: edges, selection: ["ul"] });
  return { title, points, curves: [butterfly(model, covariance, edges)], residuals: residuals(own, model) };
}
