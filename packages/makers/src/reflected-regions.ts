import {
  type CircleRegion,
  type Dataset,
  defineExtension,
  type Observation,
  type Region,
  requireRegion,
  type SpectrumDatasetOnOff,
  selectInside,
  selectInsideRegions,
} from "@gammakit/core";
import { checkExclusion, type Exclusion } from "./exclusion.ts";
import { memoizeFinder } from "./memoize-finder.ts";
import { checkOptions } from "./options.ts";
import { findReflectedRegions } from "./reflected-regions-finder.ts";
import { findReflectedShapes } from "./reflected-shapes-finder.ts";
import { withOffEvents } from "./with-off-events.ts";

/** How OFF regions are found. */
export interface ReflectedRegionsOptions {
  /** Parts of the sky kept out of the background: regions that fit into a field of view, or an image. */
  readonly exclusion?: Exclusion;
  /** Step by which the search turns on from an excluded place [rad]. */
  readonly angleIncrement?: number;
  /** Smallest angle between two OFF regions, seen from the pointing [rad]. */
  readonly minDistance?: number;
  /** Smallest angle between the ON region and an OFF region, seen from the pointing [rad]. */
  readonly minDistanceInput?: number;
  readonly maxRegionNumber?: number;
  /** Pixel of the plane in which regions are laid out [deg]. */
  readonly binSize?: number;
}

/**
 * Measures the background in copies of the ON region, turned around the pointing, where the acceptance is the same.
 * Berge, Funk & Hinton (2007), A&A 466, 1219, Sect. 4. Each OFF region counts as one unit of acceptance, an event in two of
 * them once. Where no region fits, the OFF counts and acceptance are 0 and no bin is safe.
 */
export const reflectedRegions = defineExtension(
  "maker",
  {
    id: "reflected-regions",
    aliases: ["ReflectedRegionsBackgroundMaker"],
    summary: "OFF counts from copies of the ON region around the pointing",
    optionHelp: {
      exclusion: "Regions kept out of the background (those of the job)",
      angleIncrement: "Step by which the search turns on from an excluded place [rad] (0.1)",
      minDistance: "Smallest angle between two OFF regions, seen from the pointing [rad] (0)",
      minDistanceInput: "Smallest angle between ON and OFF, seen from the pointing [rad] (0.1)",
      maxRegionNumber: "Most OFF regions (10000)",
      binSize: "Pixel of the plane in which regions are laid out [deg] (0.01)",
    },
  },
  (options: ReflectedRegionsOptions = {}) => {
    const { exclusion, ...numbers } = options;
    checkOptions("reflected-regions", numbers, {
      angleIncrement: "number",
      minDistance: "number",
      minDistanceInput: "number",
      maxRegionNumber: "number",
      binSize: "number",
    });
    checkExclusion("reflected-regions", exclusion);
    const findCircles = memoizeFinder((region: CircleRegion, pointing) =>
      findReflectedRegions(region, pointing, options),
    );
    const findShapes = memoizeFinder((region: Region, pointing) => findReflectedShapes(region, pointing, options));
    return {
      run(dataset: Dataset, observation: Observation): SpectrumDatasetOnOff {
        const region = requireRegion(dataset.region, 'Maker "reflected-regions"');
        const { lon, lat } = observation.events;
        if (region.kind === "circle") {
          const { regions, circles, wcs } = findCircles(region, observation.pointing);
          return withOffEvents(dataset, observation, selectInside(lon, lat, circles, wcs), regions);
        }
        const { regions, shapes, wcs } = findShapes(region, observation.pointing);
        return withOffEvents(dataset, observation, selectInsideRegions(lon, lat, shapes, wcs), regions);
      },
    };
  },
);
