/**
 * What the two jobs take of this package. Not for import: built to a file of its own, so that bundlers load the rest where it is
 * asked for, and not with these.
 */
export { openDataStore } from "./dl3/data-store.ts";
export { readObservation } from "./dl3/read-observation.ts";
export { selectObservations } from "./dl3/select.ts";
export { readMapDataset } from "./maps/read-map-dataset.ts";
