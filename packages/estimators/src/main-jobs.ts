/**
 * What time-resolved spectroscopy and flux profiles take of this package. Not for import: built to a file of its own, so that
 * bundlers load the rest where it is asked for, and not with these two.
 */
export { fluxProfile } from "./flux-points/flux-profile.ts";
export { confidenceLevelOf } from "./limits/upper-limit.ts";
export { spectraTable } from "./spectra-table.ts";
export { spectralTimeSeries } from "./time-series.ts";
export { bayesianBlocks } from "./variability/bayesian-blocks.ts";
export { bootstrapLine } from "./variability/bootstrap-line.ts";
export { constancy } from "./variability/constancy.ts";
export { correlation } from "./variability/correlation.ts";
export { doublingTimes } from "./variability/doubling-times.ts";
export { fractionalVariance } from "./variability/fractional-variance.ts";
export { hysteresisLoop } from "./variability/hysteresis-loop.ts";
export { lineFit } from "./variability/line-fit.ts";
export { parameterFluxCorrelation } from "./variability/parameter-flux-correlation.ts";
export { pointToPoint } from "./variability/point-to-point.ts";
export { structureFunction } from "./variability/structure-function.ts";
