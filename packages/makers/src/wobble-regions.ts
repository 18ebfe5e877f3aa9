import {
  type CircleRegion,
  type Dataset,
  defineExtension,
  GammakitError,
  type Observation,
  type Region,
  regionCenter,
  requireRegion,
  type SpectrumDatasetOnOff,
  selectInsideRegions,
  separationBetween,
} from "@gammakit/core";
import { checkExclusion } from "./exclusion.ts";
import { memoizeFinder } from "./memoize-finder.ts";
import { checkOptions } from "./options.ts";
import { measureAroundPoint } from "./rad-max-cut.ts";
import { withOffEvents } from "./with-off-events.ts";
import { findWobbleRegions, type WobbleRegionsOptions } from "./wobble-regions-finder.ts";

/**
 * Measures the background in a fixed number of copies of the ON region, turned around the pointing by equal angles. What each
 * counts, and what happens where none is left, is as for `reflectedRegions`. Around a point none is left either where one of them
 * reaches into ON.
 */
export const wobbleRegions = defineExtension(
  "maker",
  {
    id: "wobble-regions",
    summary: "OFF counts from a fixed number of copies of the ON region around the pointing",
    optionHelp: {
      count: "Number of OFF regions before exclusion",
      exclusion: "Regions kept out of the background (those of the job)",
      binSize: "Pixel of the plane in which regions are laid out [deg] (0.01)",
    },
  },
  (options: WobbleRegionsOptions) => {
    const { exclusion, ...numbers } = options;
    checkOptions("wobble-regions", numbers, { count: "number", binSize: "number" });
    checkExclusion("wobble-regions", exclusion);
    if (!(Number.isInteger(options.count) && options.count >= 1 && options.count <= 1000)) {
      throw new GammakitError(
        "invalid-input",
        `Maker "wobble-regions": option "count" is ${options.count}, and must be a whole number from 1 to 1000.`,
        { count: options.count },
      );
    }
    const find = memoizeFinder((region: Region, pointing) => findWobbleRegions(region, pointing, options));
    return {
      run(dataset: Dataset, observation: Observation): SpectrumDatasetOnOff {
        const region = requireRegion(dataset.region, 'Maker "wobble-regions"');
        if (region.kind === "point") {
          return measureAroundPoint(dataset, observation, region, (on) =>
            apart(on, find(on, observation.pointing).regions),
          );
        }
        const { regions, shapes, wcs } = find(region, observation.pointing);
        const { lon, lat } = observation.events;
        return withOffEvents(dataset, observation, selectInsideRegions(lon, lat, shapes, wcs), regions);
      },
    };
  },
);

/** The regions, which are as large as `on`; none where one of them reaches into it or into another. */
function apart(on: CircleRegion, regions: readonly Region[]): readonly Region[] {
  const centers = [on, ...regions].map(regionCenter);
  const isNear = centers.some((a, i) => centers.slice(i + 1).some((b) => separationBetween(a, b) < 2 * on.radius));
  return isNear ? [] : regions;
}
