import {
  type CircleRegion,
  type Dataset,
  defineExtension,
  type Observation,
  type Region,
  requireRegion,
  type SkyPosition,
  type SpectrumDatasetOnOff,
  selectInside,
} from "@gammakit/core";
import { checkExclusion, type Exclusion } from "./exclusion.ts";
import { memoizeFinder } from "./memoize-finder.ts";
import { checkOptions } from "./options.ts";
import { findReflectedRegions, type ReflectedRegions } from "./reflected-regions-finder.ts";
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

/** Measures the background of a dataset whose ON region is no circle. */
export type MeasureAround = (dataset: Dataset, observation: Observation, region: Region) => SpectrumDatasetOnOff;

/** OFF circles for an ON region that is one. */
export type FindCircles = (region: CircleRegion, pointing: SkyPosition) => ReflectedRegions;

/** The maker "reflected-regions"; `compileOthers` gives what it does where the ON region is no circle. */
export function defineReflectedRegions(
  compileOthers: (options: ReflectedRegionsOptions, findCircles: FindCircles) => MeasureAround,
) {
  return defineExtension(
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
      const findCircles: FindCircles = memoizeFinder((region, pointing) =>
        findReflectedRegions(region, pointing, options),
      );
      const measureAround = compileOthers(options, findCircles);
      return {
        run(dataset: Dataset, observation: Observation): SpectrumDatasetOnOff {
          const region = requireRegion(dataset.region, 'Maker "reflected-regions"');
          if (region.kind !== "circle") return measureAround(dataset, observation, region);
          const { lon, lat } = observation.events;
          const { regions, circles, wcs } = findCircles(region, observation.pointing);
          return withOffEvents(dataset, observation, selectInside(lon, lat, circles, wcs), regions);
        },
      };
    },
  );
}
