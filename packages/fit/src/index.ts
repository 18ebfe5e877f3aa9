export { type ConfidenceOptions, confidence } from "./confidence.ts";
export {
  type FitOptions,
  type FitResult,
  type FitSearch,
  type FitSearchOptions,
  type FitStatus,
  fit,
} from "./fit.ts";
export { type FitFluxPointsOptions, fitFluxPoints } from "./flux-points/fit-flux-points.ts";
export { fluxPointStarts } from "./flux-points/flux-point-starts.ts";
export {
  type FittedFluxPoints,
  type FluxPointsData,
  type FluxPointsDatasetOptions,
  type FluxPointsLikelihood,
  type FluxPointsStatistic,
  fluxPointsDataset,
} from "./flux-points/flux-points-dataset.ts";
export { fluxPointResiduals } from "./flux-points/residuals.ts";
export type { FitModel, ParameterLayout } from "./layout.ts";
export { modelCovariance } from "./model-covariance.ts";
export { type CompiledFit, compileFit } from "./objective.ts";
export { parametersTable } from "./parameters-table.ts";
export { fitPlugin } from "./plugin.ts";
export {
  type CredibleInterval,
  type CredibleIntervalOptions,
  credibleInterval,
  type Posterior,
  posteriorMean,
  posteriorQuantiles,
  posteriorSamples,
  posteriorUpperLimit,
} from "./posterior.ts";
export { predictCounts } from "./predict.ts";
export { differentialFlux, energyFlux, integralFlux, type Measurement, propagate } from "./propagate.ts";
export { compileRefit, type Refit, type RefitOptions } from "./refit.ts";
export { type SamplePosteriorOptions, samplePosterior } from "./sample-posterior.ts";
export type { OpenSide } from "./settle.ts";
export type { Ending, StartValues } from "./start-values.ts";
export { type ProfileOptions, type StatProfile, statProfile } from "./stat-profile.ts";
export { cashStatistic, countFittedBins, statisticFor, wstatStatistic } from "./statistics.ts";
