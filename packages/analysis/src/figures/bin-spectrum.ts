import { type Dataset, parameterValues, type SpectralModel } from "@gammakit/core";
import { fluxPoints, type SpectralBin } from "@gammakit/estimators";
import { differentialFlux, predictCounts } from "@gammakit/fit";
import type { SpectrumOptions } from "@gammakit/plot";

const curvePoints = 40;

/** What a figure of the spectrum of one interval shows: flux points on the fitted model, its butterfly, residual counts. */
export async function binSpectrum(
  bin: SpectralBin,
  datasets: readonly Dataset[],
  title: string,
): Promise<SpectrumOptions> {
  const own = datasets.filter(({ name }) => bin.datasets.includes(name));
  const { model } = bin.result;
  const edges = safeEdges(own);
  if (edges.length < 2) return { title, curves: [curve(bin, own[0].energyEdges)] };
  const { points } = await fluxPoints(own, { reference: model, energyEdges: edges, selection: ["ul"] });
  return { title, points, curves: [curve(bin, edges)], residuals: residuals(own, model) };
}

/** Edges of the energy bins that any of the datasets may use, without the empty ones at the ends. */
function safeEdges(datasets: readonly Dataset[]): Float64Array {
  const { energyEdges } = datasets[0];
  const used = Array.from({ length: energyEdges.length - 1 }, (_, k) =>
    datasets.some((dataset) => dataset.maskSafe[k] === 1),
  );
  const [first, last] = [used.indexOf(true), used.lastIndexOf(true)];
  return first < 0 ? new Float64Array(0) : energyEdges.slice(first, last + 2);
}

function curve({ result }: SpectralBin, edges: Float64Array) {
  const { model, covariance } = result;
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const energy = Float64Array.from({ length: curvePoints }, (_, k) => low * (high / low) ** (k / (curvePoints - 1)));
  const dnde = new Float64Array(curvePoints);
  model.evaluate(energy, parameterValues(model), dnde);
  if (covariance === undefined) return { energy, dnde };
  return { energy, dnde, dndeError: energy.map((e) => differentialFlux(model, covariance, e).error) };
}

/** (excess − predicted) over the error that the prediction gives the excess, bin by bin over all datasets. */
function residuals(datasets: readonly Dataset[], model: SpectralModel) {
  const { energyEdges } = datasets[0];
  const n = energyEdges.length - 1;
  const [difference, variance] = [new Float64Array(n), new Float64Array(n)];
  for (const dataset of datasets) {
    const npred = predictCounts(dataset, [model]);
    for (let k = 0; k < n; k++) {
      if (dataset.maskSafe[k] === 0) continue;
      const [background, error2] = backgroundOf(dataset, k);
      difference[k] += dataset.counts[k] - background - npred[k];
      variance[k] += npred[k] + background + error2;
    }
  }
  return Array.from(difference, (value, k) => ({
    eMin: energyEdges[k],
    eMax: energyEdges[k + 1],
    value: variance[k] > 0 ? value / Math.sqrt(variance[k]) : Number.NaN,
  }));
}

/** Background counts of a bin, and their variance. */
function backgroundOf(dataset: Dataset, k: number): readonly [number, number] {
  if (dataset.kind !== "spectrum-on-off") return [dataset.background?.[k] ?? 0, 0];
  const alpha = dataset.acceptanceOff[k] > 0 ? dataset.acceptance[k] / dataset.acceptanceOff[k] : 0;
  return [alpha * dataset.countsOff[k], alpha * alpha * dataset.countsOff[k]];
}
