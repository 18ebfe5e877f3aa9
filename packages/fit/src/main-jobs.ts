/**
 * What a fit and flux points take of this package. Not for import: built to a file of its own, so that bundlers load the rest
 * where it is asked for, and not with these.
 */
export { fit } from "./fit.ts";
export { fitPlugin } from "./plugin.ts";
export { predictCounts } from "./predict.ts";
export { integralFlux } from "./propagate.ts";
export { statisticFor } from "./statistics.ts";
