import { type Dataset, parameterValues, pow, type SpectralModel } from "@gammakit/core";
import { differentialFlux } from "@gammakit/fit";

/** A fitted model along energy, with the error that its covariance gives. */
export interface Butterfly {
  /** [TeV]. */
  readonly energy: Float64Array;
  /** dN/dE [cm-2 s-1 TeV-1]. */
  readonly dnde: Float64Array;
  /** One standard deviation of it; absent where there is no covariance. */
  readonly dndeError?: Float64Array;
}

const points = 40;

/** The butterfly between the first and the last of `edges` [TeV]. */
export function butterfly(
  model: SpectralModel,
  covariance: Float64Array | undefined,
  edges: ArrayLike<number>,
): Butterfly {
  const [low, high] = [edges[0], edges[edges.length - 1]];
  const energy = Float64Array.from({ length: points }, (_, k) => low * pow(high / low, k / (points - 1)));
  const dnde = new Float64Array(points);
  model.evaluate(energy, parameterValues(model), dnde);
  if (covariance === undefined) return { energy, dnde };
  return { energy, dnde, dndeError: energy.map((e) => differentialFlux(model, covariance, e).error) };
}

/** Edges of the energy bins that any of the datasets may use, without the empty ones at the ends; none where there is no such bin. */
export function safeEdges(datasets: readonly Dataset[]): Float64Array {
  const { energyEdges } = datasets[0];
  const used = Array.from({ length: energyEdges.length - 1 }, (_, k) =>
    datasets.some((dataset) => dataset.maskSafe[k] === 1),
  );
  const [first, last] = [used.indexOf(true), used.lastIndexOf(true)];
  return first < 0 ? new Float64Array(0) : energyEdges.slice(first, last + 2);
}
