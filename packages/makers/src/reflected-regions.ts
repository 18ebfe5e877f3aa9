import { type Region, selectInsideRegions } from "@gammakit/core";
import { defineReflectedRegions } from "./define-reflected-regions.ts";
import { memoizeFinder } from "./memoize-finder.ts";
import { findReflectedShapes } from "./reflected-shapes-finder.ts";
import { withOffEvents } from "./with-off-events.ts";

/**
 * Measures the background in copies of the ON region, turned around the pointing, where the acceptance is the same.
 * Berge, Funk & Hinton (2007), A&A 466, 1219, Sect. 4. Each OFF region counts as one unit of acceptance, an event in two of
 * them once. Where no region fits, the OFF counts and acceptance are 0 and no bin is safe.
 */
export const reflectedRegions = defineReflectedRegions((options) => {
  const find = memoizeFinder((region: Region, pointing) => findReflectedShapes(region, pointing, options));
  return (dataset, observation, region) => {
    const { lon, lat } = observation.events;
    const { regions, shapes, wcs } = find(region, observation.pointing);
    return withOffEvents(dataset, observation, selectInsideRegions(lon, lat, shapes, wcs), regions);
  };
});
