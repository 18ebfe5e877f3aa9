/** What gives work to an executor, in one file: it is loaded where there is one. */
export { fitIntervals } from "./fit-intervals.ts";
export { measureBins } from "./measure-bins.ts";
export { measureRows } from "./measure-rows.ts";
