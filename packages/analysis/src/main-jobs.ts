/**
 * What a page that runs the two jobs takes of this package. Not for import: built to a file of its own, so that bundlers load what
 * other jobs need where it is asked for, and not with these two.
 */
export { fluxProfileJob } from "./flux-profile/run.ts";
export { timeResolvedSpectroscopy } from "./time-resolved/run.ts";
