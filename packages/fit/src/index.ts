export { type FitOptions, type FitResult, type FitStatus, fit } from "./fit.ts";
export type { FitModel, ParameterLayout } from "./layout.ts";
export { type CompiledFit, compileFit } from "./objective.ts";
export { fitPlugin } from "./plugin.ts";
export { predictCounts } from "./predict.ts";
export { type ConfidenceOptions, confidence, type ProfileOptions, type StatProfile, statProfile } from "./profile.ts";
export { differentialFlux, energyFlux, integralFlux, type Measurement, propagate } from "./propagate.ts";
export { cashStatistic, statisticFor, wstatStatistic } from "./statistics.ts";
