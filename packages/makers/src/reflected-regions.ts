import { type Region, selectInsideRegions } from "@gammakit/core";
import { defineReflectedRegions } from "./define-reflected-regions.ts";
import { memoizeFinder } from "./memoize-finder.ts";
import { measureAroundPoint } from "./rad-max-cut.ts";
import { findReflectedShapes } from "./reflected-shapes-finder.ts";
import { withOffEvents } from "./with-off-events.ts";

/**
 * Measures the background in copies of the ON region, turned around the pointing, where the acceptance is the same.
 * Berge, Funk & Hinton (2007), A&A 466, 1219, Sect. 4. Each OFF region counts as one unit of acceptance, an event in two of
 * them once. Around a point they hold the events within RAD_MAX of their centers, as the point-like responses of the run ask for, and
 * are laid out for the largest of these radii. Where no region fits, the OFF counts and acceptance are 0 and no bin is safe.
 */
export const reflectedRegions = defineReflectedRegions((options, findCircles) => {
  const find = memoizeFinder((region: Region, pointing) => findReflectedShapes(region, pointing, options));
  return (dataset, observation, region) => {
    if (region.kind === "point") {
      return measureAroundPoint(dataset, observation, region, (on) => findCircles(on, observation.pointing).regions);
    }
    const { lon, lat } = observation.events;
    const { regions, shapes, wcs } = find(region, observation.pointing);
    return withOffEvents(dataset, observation, selectInsideRegions(lon, lat, shapes, wcs), regions);
  };
});
