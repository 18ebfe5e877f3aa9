/**
 * What few jobs ask for: comparisons of models, limits that are not from the profile of the likelihood, work for executors,
 * estimators by name. In one file, which is loaded where one of them is asked for.
 */
export { compareModel } from "./compare-model.ts";
export { bayesianLimit } from "./limits/bayesian-limit.ts";
export { feldmanCousinsLimit } from "./limits/feldman-cousins.ts";
export { estimatorsPlugin } from "./plugin.ts";
export { fitIntervals } from "./tasks/fit-intervals.ts";
export { measureBins } from "./tasks/measure-bins.ts";
export { measureRows } from "./tasks/measure-rows.ts";
