/** All that works: loaded when it is first asked for, so that a registry which has it costs nothing. */
export { searchByDampedSteps } from "./damped.ts";
export { searchByEvolution } from "./evolution.ts";
export { searchByAlgorithm } from "./foreign.ts";
export { sampleByStretches } from "./mcmc/sample.ts";
export { searchBySimplex } from "./simplex.ts";
