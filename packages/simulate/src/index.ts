export { ctaLike, hessLike, type ImagingArray } from "./array/imaging-array.ts";
export { arrayResponses, type Responses } from "./array/responses.ts";
export type { Curve, ParameterCurve, ParameterCurves } from "./events/curve.ts";
export { type RunOptions, simulateRun } from "./events/simulate-run.ts";
export type { SimulatedSource } from "./events/source-events.ts";
export { type NightOptions, simulateNight } from "./night/simulate-night.ts";
export { type PlannedRun, type Stretch, type WobbleOptions, wobbleRuns } from "./night/wobble-runs.ts";
export { type SimulateCountsOptions, simulateCounts } from "./toys/simulate-counts.ts";
