export type { ModelComparison } from "./comparison.ts";
export { type BestInterval, type ComparisonSummary, summarizeComparisons } from "./comparison-summary.ts";
export { fluxPoints } from "./flux-points/flux-points.ts";
export { fluxProfile, type ProfileGeometry, type ProfileRegion } from "./flux-points/flux-profile.ts";
export type { FluxPointQuantity, FluxPointsOptions } from "./flux-points/options.ts";
export { perSteradian } from "./flux-points/per-steradian.ts";
export {
  type LikelihoodRatioToys,
  type LikelihoodRatioToysOptions,
  likelihoodRatioToys,
} from "./likelihood-ratio-toys.ts";
export { bayesianLimit } from "./limits/bayesian-limit.ts";
export { type CountsExpectation, feldmanCousinsLimit, feldmanCousinsUpper } from "./limits/feldman-cousins.ts";
export { boundedLimit, profileLimit } from "./limits/profile-limit.ts";
export { confidenceLevelOf, type NormCurve, type UpperLimit } from "./limits/upper-limit.ts";
export { isNested } from "./nesting.ts";
export { spectraTable } from "./spectra-table.ts";
export { startsFrom } from "./start-values.ts";
export {
  type SpectralBin,
  type SpectralTimeSeriesOptions,
  spectralTimeSeries,
  type TimeBin,
} from "./time-series.ts";
export { type Variability, variability } from "./variability.ts";
