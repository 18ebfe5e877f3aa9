export { type ComparedFit, type CompareModelsOptions, compareModels } from "./compare-models.ts";
export type { ModelComparison } from "./comparison.ts";
export { type BestInterval, type ComparisonSummary, summarizeComparisons } from "./comparison-summary.ts";
export { fluxPoints } from "./flux-points/flux-points.ts";
export { fluxProfile, type ProfileRegion } from "./flux-points/flux-profile.ts";
export type { FluxPointQuantity, FluxPointsOptions } from "./flux-points/options.ts";
export { perSteradian } from "./flux-points/per-steradian.ts";
export { bandFluxes, bandPoints } from "./light-curve/band-fluxes.ts";
export { lightCurve } from "./light-curve/light-curve.ts";
export {
  type LikelihoodRatioToys,
  type LikelihoodRatioToysOptions,
  likelihoodRatioToys,
} from "./likelihood-ratio-toys.ts";
export { bayesianLimit } from "./limits/bayesian-limit.ts";
export { type CountsExpectation, feldmanCousinsLimit, feldmanCousinsUpper } from "./limits/feldman-cousins.ts";
export { boundedLimit, profileLimit } from "./limits/profile-limit.ts";
export { confidenceLevelOf, type NormCurve, type UpperLimit } from "./limits/upper-limit.ts";
export { loadEstimatorsPlugin } from "./load-plugin.ts";
export { isNested } from "./nesting.ts";
export { estimatorsPlugin } from "./plugin.ts";
export { type ExcessOptions, type ExcessResult, excessEstimator } from "./registered/excess.ts";
export { type FluxPointsEstimatorOptions, fluxPointsEstimator } from "./registered/flux-points.ts";
export {
  type LikelihoodProfileOptions,
  type LikelihoodProfileResult,
  likelihoodProfileEstimator,
} from "./registered/likelihood-profile.ts";
export { spectraTable } from "./spectra-table.ts";
export { startsFrom } from "./start-values.ts";
export { type IntervalRecord, intervalTask } from "./tasks/fit-intervals.ts";
export type { FitRecord } from "./tasks/fit-record.ts";
export { fluxPointTask } from "./tasks/measure-bins.ts";
export { fluxPointsTask } from "./tasks/measure-rows.ts";
export {
  type SpectralBin,
  type SpectralTimeSeriesOptions,
  spectralTimeSeries,
  type TimeBin,
} from "./time-series.ts";
export { type FitToysOptions, fitToys, type ToyFit } from "./toys/fit-toys.ts";
export { type KolmogorovTest, kolmogorovTest } from "./toys/kolmogorov.ts";
export { type NormToysOptions, normToys, type ToyNorm } from "./toys/norm-toys.ts";
export {
  type GoodnessSummary,
  type LikelihoodRatioSummary,
  pullBins,
  ratioBins,
  ratioRange,
  shareOf,
  summarizeToys,
  type ToyObserved,
  type ToyQuantitySummary,
  type ToyShare,
  type ToySummary,
} from "./toys/summarize-toys.ts";
export type { ThrowOptions } from "./toys/throw-toys.ts";
export type { MeasuredToys, ToyChunk } from "./toys/toy-chunk.ts";
export type { ToyEstimates, ToySample } from "./toys/toy-sample.ts";
export { toyTask } from "./toys/toy-task.ts";
export {
  type BayesianBlocksOptions,
  type Block,
  bayesianBlocks,
  bayesianBlocksOfEvents,
  type EventBlock,
  type MeasuredBlock,
} from "./variability/bayesian-blocks.ts";
export { type BootstrapLine, type BootstrapOptions, bootstrapLine } from "./variability/bootstrap-line.ts";
export { type Constancy, type ConstancyOptions, constancy } from "./variability/constancy.ts";
export { type Correlation, correlation } from "./variability/correlation.ts";
export {
  type DiscreteCorrelationOptions,
  discreteCorrelation,
  type LaggedCorrelation,
} from "./variability/discrete-correlation.ts";
export { type DoublingTimes, doublingTimes } from "./variability/doubling-times.ts";
export { type FractionalVariance, fractionalVariance } from "./variability/fractional-variance.ts";
export { type HysteresisLoop, hysteresisLoop } from "./variability/hysteresis-loop.ts";
export { type LineFit, lineFit } from "./variability/line-fit.ts";
export type { TimedMeasurement } from "./variability/measured.ts";
export { parameterFluxCorrelation } from "./variability/parameter-flux-correlation.ts";
export type { PlanePoint } from "./variability/plane-point.ts";
export { type PointToPoint, type PointToPointOptions, pointToPoint } from "./variability/point-to-point.ts";
export type { ToyOptions } from "./variability/random.ts";
export {
  type StructureFunctionOptions,
  type StructureValue,
  structureFunction,
} from "./variability/structure-function.ts";
export { type Variability, variability } from "./variability/variability.ts";
